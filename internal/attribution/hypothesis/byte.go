package hypothesis

import (
	"math"
)

// ln is the natural logarithm, -20 at and below zero.
func ln(p float32) float32 {
	if p < 2e-9 {
		return -20
	}
	return float32(math.Log(float64(p)))
}

// odds is a probability as a level: its log odds in steps of a twelfth.
func odds(p float32) uint8 {
	if p < 5e-5 {
		p = 5e-5
	} else if p > 1-5e-5 {
		p = 1 - 5e-5
	}
	return uint8(125 + 12*math.Log(float64(p/(1-p))))
}

// share is a number between 0 and 1 as a level.
func share(p float32) uint8 { return uint8(max(0, min(250, p*250))) }

// count is a small number as a level.
func count(n int) uint8 { return uint8(max(0, min(250, n))) }

// nats is a logarithm of a probability as a level.
func nats(x float32) uint8 { return uint8(max(0, min(250, 250+x*20))) }

// flag is a yes or no as a level.
func flag(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
