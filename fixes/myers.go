package fixes

// matches returns the pairs of indexes of a longest common subsequence of two
// token lists, in order (Myers, "An O(ND) difference algorithm", 1986).
func matches(a, b []lexeme) [][2]int {
	var head, tail [][2]int
	lo := 0
	for lo < len(a) && lo < len(b) && a[lo].same(b[lo]) {
		head = append(head, [2]int{lo, lo})
		lo++
	}
	ea, eb := len(a), len(b)
	for ea > lo && eb > lo && a[ea-1].same(b[eb-1]) {
		ea, eb = ea-1, eb-1
	}
	for i := 0; ea+i < len(a); i++ {
		tail = append(tail, [2]int{ea + i, eb + i})
	}
	for _, m := range myers(a[lo:ea], b[lo:eb]) {
		head = append(head, [2]int{m[0] + lo, m[1] + lo})
	}
	return append(head, tail...)
}

// maxEdits bounds the work of myers; beyond it the middle is one change.
const maxEdits = 4000

// myers finds the shortest edit script and returns what it keeps.
func myers(a, b []lexeme) [][2]int {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	var (
		trace [][]int
		most  = min(len(a)+len(b), maxEdits)
		off   = most + 1
		v     = make([]int, 2*most+3)
	)
	for d := 0; d <= most; d++ {
		trace = append(trace, append([]int(nil), v[off-d-1:off+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := v[off+k-1] + 1
			if k == -d || k != d && v[off+k-1] < v[off+k+1] {
				x = v[off+k+1]
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x].same(b[y]) {
				x, y = x+1, y+1
			}
			v[off+k] = x
			if x >= len(a) && y >= len(b) {
				return backtrack(trace, len(a), len(b))
			}
		}
	}
	return nil
}

// backtrack walks the trace of myers from the end to the start. trace[d] holds
// v for the diagonals -d-1 … d+1 as it was before step d.
func backtrack(trace [][]int, x, y int) [][2]int {
	var out [][2]int
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int { return trace[d][k+d+1] }
		k := x - y
		prev := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			prev = k + 1
		}
		px := at(prev)
		py := px - prev
		if d == 0 {
			px, py = 0, 0
		}
		for x > px && y > py {
			x, y = x-1, y-1
			out = append(out, [2]int{x, y})
		}
		x, y = px, py
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
