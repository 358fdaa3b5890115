package cli

// suggest returns "; did you mean X?" with the nearest of the words, or nothing
// if none is near.
func suggest(word string, words []string) string {
	best, near := "", min(3, (len(word)+1)/2)
	for _, w := range words {
		if d := distance(word, w); d <= near && w != word {
			best, near = w, d-1
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance is the number of letters to insert, delete or replace between two
// words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
