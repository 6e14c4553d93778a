package body

import "github.com/danielgtaylor/huma/v2"

// Sent is a body as it was sent: definitions are kept word for word, and their own
// decoder names the place of each mistake.
type Sent struct{ Text []byte }

// UnmarshalJSON keeps the text.
func (s *Sent) UnmarshalJSON(text []byte) error {
	s.Text = append(s.Text[:0], text...)
	return nil
}

// MarshalJSON gives the text back.
func (s Sent) MarshalJSON() ([]byte, error) { return s.Text, nil }

// Definitions is a list of definitions.
type Definitions struct{ Sent }

// Schema describes the list only as far as Huma checks it.
func (Definitions) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}}
}

// Definition is a single definition.
type Definition struct{ Sent }

// Schema describes the definition only as far as Huma checks it.
func (Definition) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}
