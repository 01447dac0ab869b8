package capture

import "time"

// Capture is a report as it was received: the bytes, whence they came, and
// what the person who handed them over says of them. Nothing here is guessed.
type Capture struct {
	Bytes []byte
	// SHA256 of Bytes, lower-case hexadecimal; the report's id.
	SHA256 string
	// URI whence the bytes came: a file path as given, "-" for standard input,
	// an http address.
	URI string
	// Captured is when the bytes were received; zero where it does not matter.
	Captured time.Time
	// Outlet, URL and Date are what the caller states (--outlet, --url,
	// --date); empty and zero where nothing is stated.
	Outlet string
	URL    string
	Date   time.Time
}
