package source

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Row is what index.csv says about one file; empty fields are guessed.
type Row struct {
	id, file, title, number, level, issuers string
	published, from, to, source, themes     string
	// Hash is the SHA-256 of the file, "" where the index does not say.
	Hash string
}

// Titled reports whether the index names the policy.
func (r Row) Titled() bool { return r.title != "" }

// columns are the names a column of index.csv may have.
var columns = map[string]string{
	"id": "id", "编号": "id", "file": "file", "文件": "file", "文件名": "file", "title": "title", "标题": "title", "政策名称": "title", "number": "number",
	"document_no": "number", "文号": "number", "level": "level", "级别": "level", "层级": "level", "issuers": "issuers", "issuer": "issuers", "发布机关": "issuers",
	"发文机关": "issuers", "published_on": "published", "发布日期": "published", "发文日期": "published", "effective_from": "from", "施行日期": "from", "生效日期": "from",
	"effective_to": "to", "失效日期": "to", "有效期至": "to", "source_url": "source", "原文链接": "source", "themes": "themes", "主题": "themes", "sha256": "hash",
}

// ReadIndex reads index.csv by file name. Unknown columns are ignored.
func ReadIndex(data []byte) (map[string]Row, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read index.csv: %w", err)
	}
	rows := map[string]Row{}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read index.csv: %w", err)
		}
		var row Row
		for i, cell := range cells[:min(len(cells), len(header))] {
			row.set(columns[strings.ToLower(strings.TrimSpace(header[i]))], strings.TrimSpace(cell))
		}
		rows[path.Clean(strings.ReplaceAll(row.file, `\`, "/"))] = row
	}
}

func (r *Row) set(column, cell string) {
	fields := map[string]*string{
		"id": &r.id, "file": &r.file, "title": &r.title, "number": &r.number, "level": &r.level, "issuers": &r.issuers, "published": &r.published,
		"from": &r.from, "to": &r.to, "source": &r.source, "themes": &r.themes, "hash": &r.Hash,
	}
	if field := fields[column]; field != nil {
		*field = cell
	}
}

// levels are what index.csv may call them.
var levels = map[string]definition.Level{
	"national": definition.National, "国家": definition.National, "国家级": definition.National, "provincial": definition.Provincial, "省级": definition.Provincial, "省": definition.Provincial,
	"municipal": definition.Municipal, "市级": definition.Municipal, "市": definition.Municipal, "district": definition.District, "区县级": definition.District, "区县": definition.District,
	"street": definition.Street, "街道": definition.Street,
}

// readable reports whether a file of a folder may be a policy.
func readable(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.EqualFold(base, "index.csv") || strings.EqualFold(base, "SOURCE.txt") || strings.HasPrefix(strings.ToUpper(base), "README") {
		return false
	}
	// Those that are never read are listed, so that the report says why.
	ext := strings.ToLower(path.Ext(base))
	return slices.Contains(doctext.Extensions(), ext) || slices.Contains([]string{".doc", ".wps", ".ofd", ".rtf"}, ext)
}

var (
	// nameDay is a day that a file's name ends with: 条例(2017-12-05).md.
	nameDay = regexp.MustCompile(`^(.*?)\s*[(（](\d{4}-\d{2}-\d{2})[)）]$`)
	// decreed is the line under a title that says who passed it and when.
	decreed = regexp.MustCompile(`^(\d{4})年(\d{1,2})月(\d{1,2})日.{0,80}(通过|公布|发布|批准|修订|修正)`)
	inForce = regexp.MustCompile(`自(\d{4})年(\d{1,2})月(\d{1,2})日起(施行|实施|执行)`)
)

// Compose makes a policy of a file of a folder and what is known about it.
func Compose(name string, row Row, read doctext.Document) definition.Document {
	g := Of(read.Text)
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	d := definition.Document{ID: row.id, Text: read.Text, Title: row.title, Number: row.number, SourceURL: row.source}
	if m := nameDay.FindStringSubmatch(stem); m != nil {
		stem = m[1]
		d.PublishedOn = parseDay(m[2])
	}
	if d.ID == "" {
		sum := sha256.Sum256([]byte("policy file " + path.Clean(name)))
		d.ID = hex.EncodeToString(sum[:10])
	}
	if d.Title == "" {
		d.Title = cmp.Or(g.Title, stem)
	}
	if d.Number == "" {
		d.Number = g.Number
	}
	if row.published != "" {
		d.PublishedOn = parseDay(row.published)
	}
	if d.PublishedOn.IsZero() {
		d.PublishedOn = firstDay(decreedDay(read.Text), g.PublishedOn)
	}
	d.EffectiveFrom, d.EffectiveTo = parseDay(row.from), parseDay(row.to)
	if m := lastMatch(inForce, read.Text); d.EffectiveFrom.IsZero() && m != nil {
		// A law that was amended keeps the day of its first version in its last
		// article, so the day counts only where it follows the text's own.
		if from := dayOf(m); !from.Before(d.PublishedOn) {
			d.EffectiveFrom = from
		}
	}
	d.Issuers = splitList(row.issuers)
	if len(d.Issuers) == 0 {
		d.Issuers = issuersOf(read.Text, g)
	}
	d.Level = levels[strings.ToLower(row.level)]
	if d.Level == "" {
		d.Level = levelOfFile(name, d.Title, d.Issuers)
	}
	d.Themes = splitList(row.themes)
	return d.Clean()
}

// firstDay is the first of the days that is known.
func firstDay(days ...civil.Date) civil.Date {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return civil.Date{}
}

func parseDay(text string) civil.Date {
	day, err := civil.Parse(strings.NewReplacer("/", "-", ".", "-").Replace(text))
	if err != nil {
		return civil.Date{}
	}
	return day
}

func splitList(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、;；|", r) })
}

func lastMatch(re *regexp.Regexp, text string) []string {
	all := re.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// decreedDay is the last day that the head of a law says it was passed or amended.
func decreedDay(text string) civil.Date {
	var day civil.Date
	for _, line := range head(text) {
		if m := decreed.FindStringSubmatch(line); m != nil {
			day = dayOf(m)
		}
	}
	return day
}

// head is the first lines of a text, up to its first chapter or article.
func head(text string) []string {
	lines := strings.Split(text, "\n")
	lines = lines[:min(len(lines), 25)]
	for i, line := range lines {
		if strings.HasPrefix(line, "第一章") || strings.HasPrefix(line, "第一条") || strings.HasPrefix(line, "第一编") {
			return lines[:i]
		}
	}
	return lines
}

// passedBy is the body that passed a law, as the line under its title has it.
var passedBy = regexp.MustCompile(`(全国人民代表大会常务委员会|全国人民代表大会|国务院|\p{Han}{2,10}?(?:省|自治区|市)人民代表大会常务委员会|\p{Han}{2,10}?(?:省|自治区|市)(?:第[一二三四五六七八九十]+届)?人民代表大会)`)

func issuersOf(text string, g Guess) []string {
	if len(g.Issuers) > 0 {
		return g.Issuers
	}
	for _, line := range head(text) {
		if !decreed.MatchString(line) {
			continue
		}
		plain := sessions.ReplaceAllString(line, "")
		if who := passedBy.FindString(plain); who != "" {
			return []string{who}
		}
	}
	return nil
}

// sessions are numbers of sessions, which names of parliaments carry.
var sessions = regexp.MustCompile(`第[一二三四五六七八九十]+届|\d{4}年\d{1,2}月\d{1,2}日|\s`)

// levelOfFile tells whose policy a file of a folder is, national where nothing
// says otherwise: laws are named without their country.
func levelOfFile(name, title string, issuers []string) definition.Level {
	if level := levelOf(title, issuers); level != "" {
		return level
	}
	for part := range strings.SplitSeq(path.Dir(name), "/") {
		if level := levels[strings.ToLower(part)]; level != "" {
			return level
		}
	}
	return definition.National
}
