package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// Sign is the signature of a body sent at a time.
func Sign(secret []byte, at time.Time, body []byte) string {
	m := hmac.New(sha256.New, secret)
	m.Write(strconv.AppendInt(nil, at.Unix(), 10))
	m.Write([]byte{'.'})
	m.Write(body)
	return "v1=" + hex.EncodeToString(m.Sum(nil))
}

// Holds reports whether signature is that of body at the timestamp of its
// header, which must lie within old of now.
func Holds(secret []byte, timestamp, signature string, body []byte, now time.Time, old time.Duration) bool {
	n, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return false
	}
	at := time.Unix(n, 0)
	if now.Sub(at).Abs() > old {
		return false
	}
	return hmac.Equal([]byte(Sign(secret, at, body)), []byte(signature))
}
