// Package parcel packs what a ledger keeps in a database: the bytes of rows, and the
// bodies of records, which are sealed.
//
//	{"stance":"denies"}  ->  2, the sum over key, values and body, {"stance":"denies"}
//
// Always true: what is unpacked is what was packed, or an error; a sealed body is
// none of another record. Short bytes are kept as they are, others in Zstandard
// frames. docs/ledger.md has the form.
package parcel
