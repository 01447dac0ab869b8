// Package muc4 examines rooms 7 and 8 on MUC-4: reports in capitals on attacks
// in Latin America, with the templates that analysts filled in.
//
//	hearsay exam muc4 ../shared/corpora/muc4
//
// A template's kind is found where an incident of the report maps to it (each
// incident once); the killed and injured of a report are right where a figure
// that the templates give is among those read. Optional templates count where
// they are found only.
package muc4
