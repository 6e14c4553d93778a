package kernel

// PageLimit is the largest number of rows one page may hold.
const PageLimit = 200

// Page asks for one page of a list. Limit is the number of rows, 1 to
// PageLimit; After is the opaque cursor of the page before, empty for the first.
type Page struct {
	Limit int
	After string
}

// Rows is one page of a list together with the size of the whole list. Next is
// the cursor of the page that follows, empty on the last page.
type Rows[T any] struct {
	Items []T    `json:"items"`
	Total int64  `json:"total"`
	Next  string `json:"next"`
}
