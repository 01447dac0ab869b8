package quantity

// free is a bound that the text leaves open.
const free = -1 << 30

// modifier reads what stands before a number: how far the lower and the upper
// bound lie from it (0 where they are the number, free where the text sets
// none) and how many tokens it takes.
func (r *reader) modifier(k int) (low, high, n int) {
	if k >= r.last {
		return 0, 0, 0
	}
	two := ""
	if k+1 < r.last {
		two = r.tok[k+1].Lower
	}
	switch r.tok[k].Lower {
	case "at":
		switch two {
		case "least":
			return 0, free, 2
		case "most":
			return free, 0, 2
		}
	case "more", "greater", "higher":
		if two == "than" {
			return 1, free, 2
		}
	case "over", "exceeding":
		return 1, free, 1
	case "upwards":
		if two == "of" {
			return 1, free, 2
		}
	case "fewer", "less":
		if two == "than" {
			return free, -1, 2
		}
	case "under":
		return free, -1, 1
	case "no", "not":
		if r.is(k+1, "fewer", "less") && r.is(k+2, "than") {
			return 0, free, 3
		}
		if two == "more" && r.is(k+2, "than") {
			return free, 0, 3
		}
	case "up":
		if two == "to" {
			return free, 0, 2
		}
	case "as":
		if r.is(k+2, "as") {
			switch two {
			case "many":
				return free, 0, 3
			case "high", "much":
				return free, 0, 3
			case "few", "low":
				return 0, free, 3
			}
		}
	case "a", "an", "the":
		switch two {
		case "minimum", "maximum":
			if r.is(k+2, "of") {
				if two == "minimum" {
					return 0, free, 3
				}
				return free, 0, 3
			}
		case "estimated", "other", "further", "additional", "reported", "total":
			if two == "total" && r.is(k+2, "of") {
				return 0, 0, 3
			}
			if two != "total" {
				return 0, 0, 2
			}
		}
	case "about", "around", "nearly", "almost", "some", "roughly", "approximately", "all", "another", "other", "only", "just", "exactly", "both", "circa":
		if two == "the" && r.tok[k].Lower == "all" {
			return 0, 0, 2
		}
		if two == "of" || two == "estimated" || two == "other" {
			return 0, 0, 2
		}
		return 0, 0, 1
	}
	return 0, 0, 0
}

// bound sets the range that a modifier makes of v.
func (c *Count) bound(v value, low, high int) {
	c.Word = v.word
	if v.word != "" {
		return
	}
	if low != free {
		n := v.n + low
		c.Min = &n
	}
	if high != free {
		n := max(0, v.n+high)
		c.Max = &n
	}
}

// widen takes what follows a number into the range: "8 to 10", "between 8 and
// 10", "two or three", "12 or more", "50-plus".
func (r *reader) widen(c *Count, v value) {
	if v.word != "" || r.is(c.First-1, "from") {
		return
	}
	at := c.Last
	switch {
	case r.is(at, "or") && r.is(at+1, "more"):
		n := v.n
		c.Min, c.Max, c.Last = &n, nil, at+2
		return
	case r.is(at, "or") && r.is(at+1, "fewer", "less"):
		n := v.n
		c.Min, c.Max, c.Last = nil, &n, at+2
		return
	case r.is(at, "plus"), r.is(at, "-") && r.is(at+1, "plus"):
		n := v.n
		c.Min, c.Max = &n, nil
		c.Last = at + 1
		if r.is(at, "-") {
			c.Last++
		}
		return
	}
	between := c.First > r.first && r.is(c.First-1, "between")
	if !r.is(at, "to", "-", "–", "‑", "or") && !(between && r.is(at, "and")) {
		return
	}
	w := r.number(at + 1)
	if r.is(at, "-", "–", "‑") && w.width == 0 && at+1 < r.last {
		if n, ok := simple(r.tok[at+1].Lower); ok {
			w = value{n: n, width: 1}
		}
	}
	if w.width == 0 || w.word != "" || w.n <= v.n || w.n > 20*max(v.n, 1) {
		return
	}
	low, high := v.n, w.n
	if c.Min == nil {
		low = high // "up to 8 or 10"
		c.Max = &high
	} else {
		c.Min = &low
		if c.Max != nil {
			c.Max = &high
		}
	}
	c.Last = at + 1 + w.width
	if between {
		c.First--
	}
}
