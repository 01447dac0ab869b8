package chain

// Mix folds v into the hash h. It is the only way features are composed.
func Mix(h, v uint32) uint32 {
	h ^= v * 0x9e3779b1
	h = (h ^ h>>15) * 0x85ebca6b
	return h ^ h>>13
}

// Text is the hash of a string's bytes (FNV-1a).
func Text(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
