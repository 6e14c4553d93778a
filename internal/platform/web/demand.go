package web

import "github.com/danielgtaylor/huma/v2"

// demand takes null off the lists of a request that need an entry. Huma lets any list
// be null and counts only what is there, so that null would get around minItems.
func demand(api *huma.OpenAPI, op *huma.Operation) {
	if op.RequestBody == nil {
		return
	}
	seen := map[*huma.Schema]bool{nil: true}
	var walk func(s *huma.Schema)
	walk = func(s *huma.Schema) {
		if s != nil && s.Ref != "" {
			s = api.Components.Schemas.SchemaFromRef(s.Ref)
		}
		if seen[s] {
			return
		}
		seen[s] = true
		if s.MinItems != nil && *s.MinItems > 0 {
			s.Nullable = false
		}
		walk(s.Items)
		for _, property := range s.Properties {
			walk(property)
		}
	}
	for _, body := range op.RequestBody.Content {
		walk(body.Schema)
	}
}
