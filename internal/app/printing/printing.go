// Package printing ties what leaves the policy desk for everybody, on paper and as
// data, to an instance: the list of measures, the guides behind QR codes.
package printing

import (
	"crypto/rand"
	"io/fs"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/guide"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/opendata"
)

// Printing is what is printed and given away.
type Printing struct {
	Lists  *listing.Service
	Guides *guide.Service
	Open   *opendata.Service
}

// New makes it over the policy module of an instance. PublicURL is where browsers
// reach the instance, empty when nobody said so; screens hold the typeface.
func New(publicURL, place string, p *policy.Service, exports export.Gate, screens fs.FS) *Printing {
	press, site := paper.NewPress(screens), strings.TrimSuffix(publicURL, "/")
	lists := listing.New(listing.Deps{
		Clock: p.Clock, Catalogue: p, Dictionary: p.Dictionary, Divisions: p.Divisions, Exports: exports, Press: press, Place: place, PublicURL: site,
	})
	return &Printing{
		Lists: lists,
		Open:  opendata.New(opendata.Deps{DB: p.DB, Clock: p.Clock, Catalogue: p, Words: lists, Place: place, PublicURL: site}),
		Guides: guide.New(guide.Deps{
			DB: p.DB, Clock: p.Clock, Audit: p.Audit, Bus: p.Bus, Random: rand.Reader, Catalogue: p, Divisions: p.Divisions, Press: press, Place: place, PublicURL: site,
		}),
	}
}

// PublicOperations are the operations that anybody may call.
func PublicOperations() []string {
	return slices.Concat(listing.PublicOperations, guide.PublicOperations, opendata.PublicOperations)
}

// Routes adds the operations to the API.
func (p *Printing) Routes(api *web.API) {
	p.Lists.Routes(api)
	p.Guides.Routes(api)
	p.Open.Routes(api)
}
