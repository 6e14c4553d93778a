package reading

import (
	"context"

	"github.com/yikou/yikou/internal/standard/division"
)

// Office is a department that a case may fall to.
type Office struct {
	ID, Code, Name, Division string
	// Above are the ids of the departments it belongs to.
	Above []string
}

// KnownPlace is a park, building or hall that people name.
type KnownPlace struct{ Code, Name, Division string }

// Town is what the package needs of the place where the instance stands.
type Town interface {
	// Tree returns the divisions of the instance.
	Tree(ctx context.Context) (*division.Tree, error)
	// Offices returns the departments that are open.
	Offices(ctx context.Context) ([]Office, error)
	// Places returns the known places that are open.
	Places(ctx context.Context) ([]KnownPlace, error)
}
