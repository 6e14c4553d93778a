package appeals

import (
	"embed"
	"fmt"
)

// The files that are shown with answers: a photo and a document, both drawn for the
// demo.
const (
	Photo  = "cleared.jpg"
	Notice = "notice.pdf"
)

//go:embed files
var files embed.FS

// File returns the content of one of them.
func File(name string) ([]byte, error) {
	data, err := files.ReadFile("files/" + name)
	if err != nil {
		return nil, fmt.Errorf("file of the demo: %w", err)
	}
	return data, nil
}
