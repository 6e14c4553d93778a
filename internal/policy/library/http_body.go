package library

import (
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/policy/library/statute"
	"github.com/yikou/yikou/internal/standard/civil"
)

// The names of these types are those of the schemas in the API's document.
type (
	// PolicyItem is a policy in a list.
	PolicyItem struct {
		ID             string      `json:"id"`
		Title          string      `json:"title"`
		TitleParts     []body.Part `json:"title_parts" nullable:"false"`
		SnippetParts   []body.Part `json:"snippet_parts" nullable:"false"`
		Number         string      `json:"number"`
		Level          string      `json:"level"`
		LevelLabel     string      `json:"level_label"`
		State          string      `json:"state"`
		StateLabel     string      `json:"state_label"`
		Standing       string      `json:"standing"`
		StandingLabel  string      `json:"standing_label"`
		Issuers        []string    `json:"issuers" nullable:"false"`
		Themes         []string    `json:"themes" nullable:"false"`
		PublishedOn    string      `json:"published_on"`
		EffectiveFrom  string      `json:"effective_from"`
		EffectiveTo    string      `json:"effective_to"`
		Articles       int64       `json:"articles" doc:"条数"`
		ParentRepealed bool        `json:"parent_repealed" doc:"所落实或修改的文件已经废止"`
		Owner          string      `json:"owner" doc:"负责人；公开的列表里为空"`
		Due            []string    `json:"due" nullable:"false" doc:"为什么需要复核"`
	}
	policyRelation struct {
		Kind          string `json:"kind" enum:"replaces,amends,implements"`
		KindLabel     string `json:"kind_label"`
		Policy        string `json:"policy" doc:"不在库里或不公开则为空"`
		Title         string `json:"title"`
		Standing      string `json:"standing"`
		StandingLabel string `json:"standing_label"`
	}
	policyNode struct {
		Kind     string `json:"kind" enum:"part,chapter,section,article,paragraph,item,point,heading,plain"`
		Depth    int    `json:"depth"`
		Label    string `json:"label"`
		Text     string `json:"text"`
		Citation string `json:"citation" doc:"引用时的写法，例如“第十八条第二款”"`
		Anchor   string `json:"anchor" doc:"页内位置"`
	}
	policyFile struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Size int64  `json:"size"`
	}
	policyMeasure struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Public bool   `json:"public"`
	}
	policyQuestion struct {
		Question string `json:"question" minLength:"1" maxLength:"300"`
		Answer   string `json:"answer" minLength:"1" maxLength:"20000"`
	}
	policyReview struct {
		ReviewedOn string `json:"reviewed_on" maxLength:"10"`
		Reviewer   string `json:"reviewer" maxLength:"100"`
		Conclusion string `json:"conclusion" maxLength:"4000"`
	}
	policyTheme struct {
		Code  string `json:"code"`
		Label string `json:"label"`
	}
	policyKeeper struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	policyTodo struct {
		Reason string `json:"reason"`
		Advice string `json:"advice"`
	}
	policyPage struct {
		PolicyItem
		Text           string           `json:"text"`
		Nodes          []policyNode     `json:"nodes" nullable:"false"`
		Interpretation string           `json:"interpretation"`
		SourceURL      string           `json:"source_url"`
		RepealedOn     string           `json:"repealed_on"`
		Review         *policyReview    `json:"fair_competition_review,omitempty"`
		Parents        []policyRelation `json:"parents" nullable:"false" doc:"它取代、修改、落实哪些政策"`
		Children       []policyRelation `json:"children" nullable:"false" doc:"哪些政策取代、修改、落实它"`
		Files          []policyFile     `json:"files" nullable:"false"`
		Questions      []policyQuestion `json:"questions" nullable:"false"`
		Measures       []policyMeasure  `json:"measures" nullable:"false" doc:"依据它的事项"`
		ThemeNames     []policyTheme    `json:"theme_names" nullable:"false"`
		Version        int64            `json:"version"`
		UpdatedAt      time.Time        `json:"updated_at"`
		ReviewedDay    string           `json:"reviewed_day" doc:"上次复核的日期；公开的页面里为空"`
		ReviewBy       string           `json:"review_by" doc:"到哪一天该再复核；公开的页面里为空"`
		Todo           []policyTodo     `json:"todo" nullable:"false" doc:"为什么需要复核，该怎么办；公开的页面里为空"`
		Origin         string           `json:"origin" doc:"从哪个文件导入；公开的页面里为空"`
		Link           string           `json:"link" doc:"原文链接上次检查的结果，off 为没有开启检查；公开的页面里为空"`
		OwnerID        string           `json:"owner_id" doc:"负责人的编号；公开的页面里为空"`
		Keepers        []policyKeeper   `json:"keepers" nullable:"false" doc:"可以做负责人的同事；不能修改的人看到的为空"`
		Can            []string         `json:"can" nullable:"false"`
	}
	policyLink struct {
		Kind   string `json:"kind" enum:"replaces,amends,implements"`
		Policy string `json:"policy,omitempty" maxLength:"200"`
		Title  string `json:"title,omitempty" maxLength:"300"`
	}
	policyAttachment struct {
		ID   string `json:"id" maxLength:"36"`
		Name string `json:"name" maxLength:"120"`
	}
	policyForm struct {
		Title          string             `json:"title" minLength:"1" maxLength:"300"`
		Number         string             `json:"number,omitempty" maxLength:"60"`
		Level          string             `json:"level" enum:"national,provincial,municipal,district,street"`
		Issuers        []string           `json:"issuers,omitempty" maxItems:"30"`
		PublishedOn    string             `json:"published_on,omitempty" maxLength:"10"`
		EffectiveFrom  string             `json:"effective_from,omitempty" maxLength:"10"`
		EffectiveTo    string             `json:"effective_to,omitempty" maxLength:"10"`
		RepealedOn     string             `json:"repealed_on,omitempty" maxLength:"10"`
		Text           string             `json:"text" minLength:"1" maxLength:"500000"`
		Interpretation string             `json:"interpretation,omitempty" maxLength:"200000"`
		SourceURL      string             `json:"source_url,omitempty" maxLength:"500"`
		Review         *policyReview      `json:"fair_competition_review,omitempty"`
		Relations      []policyLink       `json:"relations,omitempty" maxItems:"100"`
		Questions      []policyQuestion   `json:"questions,omitempty" maxItems:"200"`
		Attachments    []policyAttachment `json:"attachments,omitempty" maxItems:"50"`
		Themes         []string           `json:"themes,omitempty" maxItems:"30"`
		Owner          string             `json:"owner,omitempty" maxLength:"36" doc:"负责人的编号，空为不变；新的政策归自己"`
	}
	readBody struct {
		Text        string     `json:"text"`
		Kind        string     `json:"kind"`
		KindLabel   string     `json:"kind_label"`
		Pages       int        `json:"pages" doc:"PDF 的页数，其他为 0"`
		Warnings    []string   `json:"warnings" nullable:"false"`
		File        policyFile `json:"file"`
		Title       string     `json:"title" doc:"从正文看出的标题，请核对"`
		Number      string     `json:"number" doc:"从正文看出的文号，请核对"`
		Issuers     []string   `json:"issuers" nullable:"false"`
		Level       string     `json:"level"`
		PublishedOn string     `json:"published_on"`
	}
	policyImportFile struct {
		File        string   `json:"file"`
		Result      string   `json:"result" enum:"created,updated,unchanged,refused"`
		ResultLabel string   `json:"result_label"`
		Policy      string   `json:"policy" doc:"政策编号，没有导入则为空"`
		Title       string   `json:"title"`
		Reasons     []string `json:"reasons" nullable:"false" doc:"为什么没有导入，或要核对什么"`
	}
	policyImport struct {
		Items []policyImportFile `json:"items" nullable:"false" doc:"每个文件一项"`
	}
)

func dayText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func partsOf(parts []textsearch.Part) []body.Part {
	out := make([]body.Part, 0, len(parts))
	for _, p := range parts {
		out = append(out, body.Part(p))
	}
	return out
}

// itemOf maps an entry; the public is not told who is responsible for what.
func itemOf(e *Entry, public bool) PolicyItem {
	item := PolicyItem{
		ID: e.ID, Title: e.Title, Number: e.Number, Level: string(e.Level), LevelLabel: e.Level.Label(), State: string(e.State), StateLabel: e.State.Label(),
		Standing: string(e.Standing), StandingLabel: e.Standing.Label(), Issuers: append([]string{}, e.Issuers...), Themes: append([]string{}, e.Themes...),
		PublishedOn: dayText(e.PublishedOn), EffectiveFrom: dayText(e.EffectiveFrom), EffectiveTo: dayText(e.EffectiveTo), Articles: e.Articles,
		ParentRepealed: e.ParentRepealed, Owner: e.OwnerName, Due: []string{}, TitleParts: []body.Part{}, SnippetParts: []body.Part{},
	}
	if public {
		item.Owner = ""
	}
	return item
}

func itemsOf(found kernel.Rows[Listed], public bool) kernel.Rows[PolicyItem] {
	out := kernel.Rows[PolicyItem]{Items: make([]PolicyItem, 0, len(found.Items)), Total: found.Total, Next: found.Next}
	for _, l := range found.Items {
		item := itemOf(&l.Entry, public)
		item.TitleParts, item.SnippetParts = partsOf(l.TitleParts), partsOf(l.SnippetParts)
		if !public {
			item.Due = reasons(l.Why)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

func reasons(why []Due) []string {
	out := make([]string, 0, len(why))
	for _, w := range why {
		out = append(out, w.Label())
	}
	return out
}

func nodesOf(nodes []statute.Node) []policyNode {
	out := make([]policyNode, 0, len(nodes))
	for _, n := range nodes {
		out = append(out, policyNode{string(n.Kind), n.Depth, n.Label, n.Text, n.Citation, n.Anchor})
	}
	return out
}

func pageOf(v View, public bool) policyPage {
	d := v.Document
	p := policyPage{
		PolicyItem: itemOf(&v.Entry, public), Text: d.Text, Nodes: nodesOf(v.Nodes), Interpretation: d.Interpretation, SourceURL: d.SourceURL,
		RepealedOn: dayText(d.RepealedOn), Parents: relationsOf(v.Parents), Children: relationsOf(v.Children), Files: []policyFile{},
		Questions: make([]policyQuestion, 0, len(d.Questions)), Measures: make([]policyMeasure, 0, len(v.Measures)), ThemeNames: []policyTheme{},
		Version: v.Entry.Version, UpdatedAt: v.UpdatedAt, Can: append([]string{}, v.Can...), Todo: []policyTodo{}, Keepers: []policyKeeper{},
	}
	for _, f := range v.Files {
		p.Files = append(p.Files, policyFile{f.ID, f.Name, f.Size})
	}
	for _, q := range d.Questions {
		p.Questions = append(p.Questions, policyQuestion(q))
	}
	for _, m := range v.Measures {
		p.Measures = append(p.Measures, policyMeasure(m))
	}
	for _, code := range d.Themes {
		if label := v.ThemeLabels[code]; label != "" {
			p.ThemeNames = append(p.ThemeNames, policyTheme{code, label})
		}
	}
	if d.Review != (definition.Review{}) {
		p.Review = &policyReview{dayText(d.Review.On), d.Review.Reviewer, d.Review.Conclusion}
	}
	if !public {
		p.Due, p.ReviewedDay, p.Origin, p.Link = reasons(v.Why), dayText(v.ReviewedOn), v.Origin, string(v.Link)
		p.ReviewBy, p.OwnerID = dayText(v.ReviewBy()), v.Owner
		if v.LinkOff && v.Link != link.None {
			p.Link = linkOff
		}
		for _, k := range v.Keepers {
			p.Keepers = append(p.Keepers, policyKeeper(k))
		}
		for _, why := range v.Why {
			p.Todo = append(p.Todo, policyTodo{why.Label(), why.Advice()})
		}
	}
	return p
}

// linkOff stands for the result where nobody looks.
const linkOff = "off"

func relationsOf(list []Related) []policyRelation {
	out := make([]policyRelation, 0, len(list))
	for _, r := range list {
		out = append(out, policyRelation{string(r.Kind), r.Kind.Label(), r.ID, r.Title, string(r.Standing), r.Standing.Label()})
	}
	return out
}

// document reads a form; days that are none are refused with their field.
func (f *policyForm) document() (definition.Document, error) {
	refused := ErrRefused
	day := func(field, text string) civil.Date {
		if text == "" {
			return civil.Date{}
		}
		d, err := civil.Parse(text)
		if err != nil {
			refused = refused.With(errs.Field{Path: "body." + field, Msg: "应是 YYYY-MM-DD 的日期"})
		}
		return d
	}
	d := definition.Document{
		Title: f.Title, Number: f.Number, Level: definition.Level(f.Level), Issuers: f.Issuers, PublishedOn: day("published_on", f.PublishedOn),
		EffectiveFrom: day("effective_from", f.EffectiveFrom), EffectiveTo: day("effective_to", f.EffectiveTo), RepealedOn: day("repealed_on", f.RepealedOn),
		Text: f.Text, Interpretation: f.Interpretation, SourceURL: f.SourceURL, Themes: f.Themes,
	}
	if r := f.Review; r != nil {
		d.Review = definition.Review{On: day("fair_competition_review.reviewed_on", r.ReviewedOn), Reviewer: r.Reviewer, Conclusion: r.Conclusion}
	}
	for _, r := range f.Relations {
		d.Relations = append(d.Relations, definition.Relation{Kind: definition.RelationKind(r.Kind), Policy: r.Policy, Title: r.Title})
	}
	for _, q := range f.Questions {
		d.Questions = append(d.Questions, definition.Question(q))
	}
	for _, a := range f.Attachments {
		d.Attachments = append(d.Attachments, definition.Attachment(a))
	}
	if len(refused.Fields) > 0 {
		return d, refused
	}
	return d, nil
}

func importOf(report FolderReport) policyImport {
	out := policyImport{Items: make([]policyImportFile, 0, len(report.Results))}
	for _, f := range report.Results {
		out.Items = append(out.Items, policyImportFile{f.File, string(f.Result), f.Result.Label(), f.Policy, f.Title, append([]string{}, f.Reasons...)})
	}
	return out
}

func readOf(r Read) readBody {
	return readBody{
		Text: r.Text, Kind: string(r.Kind), KindLabel: r.Kind.Label(), Pages: r.Pages, Warnings: append([]string{}, r.Warnings...),
		File: policyFile{r.File.ID, r.File.Name, r.File.Size}, Title: r.Title, Number: r.Number, Issuers: append([]string{}, r.Issuers...),
		Level: string(r.Level), PublishedOn: dayText(r.PublishedOn),
	}
}
