// Package token turns a paragraph into tokens and sentences. It is the first
// step of room 3.
//
//	var sp token.Splitter
//	sp.Paragraph(`"It's over," he said in the U.S. It wasn't.`, 0, 43)
//	// " It 's over , " he said in the U.S. | It was n't .
//
// Tokens follow UD English (EWT and GUM 2.16): clitics stand apart (do|n't,
// John|'s, can|not), hyphenated words are taken apart except after a prefix
// (non-human), marks are tokens of their own, abbreviations keep their stop.
// Every character that is not white space lies in exactly one token, tokens
// are in order and never empty, and a sentence never crosses a paragraph.
// Offsets here are bytes: package syntax turns them into code points.
//
// Time is linear in the length of the text, whatever the text: every look
// ahead is bounded.
//
// The abbreviations are in abbreviations.txt, the cue verbs and the words that
// like to open a sentence in openers.txt. `hearsay exam ud` prints the score.
package token
