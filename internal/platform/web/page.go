package web

import (
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// PageInput is embedded in the input of every list.
type PageInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页条数"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"上一页给出的位置，首页留空"`
}

// Page returns what the caller asked for.
func (p PageInput) Page() kernel.Page { return kernel.Page{Limit: p.Limit, After: p.Cursor} }

// Match is embedded in the input of a change to a versioned thing.
type Match struct {
	IfMatch string `header:"If-Match" required:"true" doc:"打开时得到的 ETag"`
}

// ErrVersion is returned for an If-Match that is not the ETag of this API.
var ErrVersion = errs.New(errs.Invalid, "version.malformed", "版本号格式不对，请刷新后再改。")

// Version returns the version that the caller saw.
func (m Match) Version() (int64, error) {
	text := strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`)
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, ErrVersion
	}
	return version, nil
}

// ETag returns the entity tag of a version.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }
