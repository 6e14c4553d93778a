package open311

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/errs"
)

// wish is a report as it came: the values of the form under their names in the
// protocol.
type wish struct{ url.Values }

// Bounds of what a form says, in characters. The first is the protocol's.
const (
	longestDescription = 4000
	longestURL         = 500
)

// line is the report as a line of a file of cases.
type line struct {
	ExternalNo string   `json:"external_no"`
	Channel    string   `json:"channel"`
	Reporter   reporter `json:"reporter"`
	Enterprise *firm    `json:"enterprise,omitempty"`
	Place      string   `json:"place"`
	Text       string   `json:"text"`
	Kind       string   `json:"kind,omitempty"`
	Topic      string   `json:"topic"`
	// Confidential keeps who reports from everybody but the centre.
	Confidential bool `json:"confidential"`
}

type reporter struct {
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
}

type firm struct {
	USCC string `json:"uscc"`
}

// refused is a value of a form that cannot be taken, said in one sentence.
func refused(name, why string) error {
	return ErrForm.With(errs.Field{Path: name, Msg: why})
}

// line makes a case of a wish, or says in the words of the protocol why not.
func (w wish) line(tree *topic.Tree, no string) (line, error) {
	code := w.text("service_code")
	if code == "" {
		return line{}, refused("service_code", "没有写明。")
	}
	service, known := tree.Find(code)
	if !known || service.Level() != reportable {
		return line{}, ErrService
	}
	place, err := w.place()
	if err != nil {
		return line{}, err
	}
	text, err := w.description(tree, code)
	if err != nil {
		return line{}, err
	}
	out := line{
		ExternalNo: no, Channel: string(appeal.ByOpen311), Reporter: reporter{Name: w.name(), Phone: w.text("phone")},
		Place: place, Text: text, Kind: w.attribute("kind"), Topic: code,
	}
	if uscc := w.attribute("uscc"); uscc != "" {
		out.Enterprise = &firm{USCC: uscc}
	}
	switch w.attribute("confidential") {
	case "true":
		out.Confidential = true
	case "", "false":
	default:
		return line{}, refused("attribute[confidential]", "应为 true 或 false。")
	}
	return out, nil
}

func (w wish) text(name string) string { return strings.TrimSpace(w.Get(name)) }

func (w wish) attribute(code string) string { return w.text("attribute[" + code + "]") }

// description is what is reported. A report without words says its topic; an address
// of media stands below, as text.
func (w wish) description(tree *topic.Tree, code string) (string, error) {
	text := w.text("description")
	if utf8.RuneCountInString(text) > longestDescription {
		return "", refused("description", "不能超过 4000 字。")
	}
	if text == "" {
		text = "反映：" + words(tree, code)
	}
	media := w.text("media_url")
	if media == "" {
		return text, nil
	}
	if u, err := url.Parse(media); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || len(media) > longestURL {
		return "", refused("media_url", "应为完整的网址，最多 500 个字符。")
	}
	return text + "\n图片等材料（未核实）：" + media, nil
}

// place is where it is: an address, coordinates (WGS 84), or the number of an address
// elsewhere; one of them has to be there.
func (w wish) place() (string, error) {
	var parts []string
	if address := w.text("address_string"); address != "" {
		parts = append(parts, address)
	}
	lat, long := w.text("lat"), w.text("long")
	if lat != "" || long != "" {
		y, errY := strconv.ParseFloat(lat, 64)
		x, errX := strconv.ParseFloat(long, 64)
		// Written so that NaN fails.
		if errY != nil || errX != nil || !(y >= -90 && y <= 90 && x >= -180 && x <= 180) {
			return "", refused("lat", "lat 和 long 要一起写，用十进制的度。")
		}
		parts = append(parts, "纬度 "+degrees(y)+"，经度 "+degrees(x)+"（WGS 84）")
	}
	if id := w.text("address_id"); id != "" {
		parts = append(parts, "地址编号 "+id)
	}
	place := strings.Join(parts, "；")
	switch {
	case place == "":
		return "", refused("address_string", "请写明地点：address_string，或 lat 和 long，或 address_id。")
	case utf8.RuneCountInString(place) > appeal.LongestPlace:
		return "", refused("address_string", "地点不能超过 200 字。")
	}
	return place, nil
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// name is who reports, the family name first where names are written so.
func (w wish) name() string {
	given, family := w.text("first_name"), w.text("last_name")
	if strings.ContainsFunc(given+family, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return family + given
	}
	return strings.TrimSpace(given + " " + family)
}

// reportable is the level of the taxonomy that is reported by.
const reportable = 3

// words says the way down to a topic: "税费 › 发票 › 额度".
func words(tree *topic.Tree, code string) string {
	var labels []string
	for _, t := range tree.Path(code) {
		labels = append(labels, t.Label)
	}
	return strings.Join(labels, " › ")
}
