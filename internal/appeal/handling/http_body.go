package handling

import (
	"context"
	"errors"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/platform/web"
)

// RowBody is one case in a list.
type RowBody struct {
	ID           string    `json:"id"`
	Number       string    `json:"number"`
	Title        string    `json:"title"`
	Kind         string    `json:"kind"`
	KindLabel    string    `json:"kind_label"`
	ChannelLabel string    `json:"channel_label"`
	State        string    `json:"state" enum:"received,accepted,not_accepted,dispatched,in_hand,replied,read,closed,merged,withdrawn"`
	StateLabel   string    `json:"state_label"`
	Urgent       bool      `json:"urgent"`
	Complex      bool      `json:"complex"`
	USCC         string    `json:"uscc,omitempty"`
	Enterprise   string    `json:"enterprise,omitempty" doc:"代表哪家企业"`
	Lead         string    `json:"lead,omitempty" doc:"承办部门"`
	LeadName     string    `json:"lead_name,omitempty"`
	Handler      string    `json:"handler,omitempty" doc:"经办人"`
	ReceivedAt   time.Time `json:"received_at"`
	// DueAt is left out where no term runs.
	DueAt        *time.Time `json:"due_at,omitempty" doc:"承诺和法定两个期限中较早的一个"`
	Left         string     `json:"left,omitempty" doc:"这个期限还剩多少，中文"`
	Spent        float64    `json:"spent,omitempty" doc:"这个期限用去多少，0 到 1"`
	Late         bool       `json:"late"`
	Suspended    bool       `json:"suspended"`
	Supervised   bool       `json:"supervised"`
	Deliberation bool       `json:"deliberation" doc:"已转会商"`
	Confidential bool       `json:"confidential"`
	Returns      int        `json:"returns"`
	ClosingLabel string     `json:"closing_label,omitempty"`
	Version      int64      `json:"version"`
}

// namer knows the names that a page of cases needs.
type namer struct {
	departments map[string]appeal.Department
	enterprises map[string]string
	staff       map[string]string
	clocks      map[string][]keeping.Clock
}

func (n namer) department(id string) string {
	if d, ok := n.departments[id]; ok {
		return d.Name
	}
	return "服务中心"
}

func (s *Service) named(ctx context.Context, staff []string, cases ...*appeal.Case) (n namer, err error) {
	usccs := []string{}
	for _, c := range cases {
		if c.USCC != "" {
			usccs = append(usccs, c.USCC)
		}
		if c.LeadStaff != "" {
			staff = append(staff, c.LeadStaff)
		}
	}
	if n.departments, err = s.Departments.All(ctx); err != nil {
		return n, err
	}
	if n.enterprises, err = s.Enterprises.NamesByUSCC(ctx, usccs); err != nil {
		return n, err
	}
	n.staff, err = s.People.StaffNames(ctx, staff)
	return n, err
}

func (s *Service) row(n namer, c *appeal.Case) RowBody {
	b := RowBody{
		ID: c.ID, Number: c.Number, Title: c.Title(), Kind: string(c.Kind), KindLabel: c.Kind.Label(), ChannelLabel: c.Channel.Label(),
		State: string(c.State), StateLabel: c.State.Label(), Urgent: c.Urgency == appeal.Urgent, Complex: c.Complex,
		USCC: c.USCC, Enterprise: n.enterprises[c.USCC], Lead: c.Lead, Handler: n.staff[c.LeadStaff], ReceivedAt: c.ReceivedAt,
		DueAt: instant(c.DueAt), Suspended: c.Suspended, Supervised: c.Supervised, Deliberation: c.Deliberation,
		Confidential: c.Reporter.Confidential, Returns: c.Returns, ClosingLabel: c.Closing.Label(), Version: c.Version,
	}
	if k := appeal.Nearest(n.clocks[c.ID]); !k.Due.IsZero() && !c.Suspended && !c.State.Ended() {
		b.Left, b.Spent = k.Left, k.Spent
	}
	b.Late = !c.DueAt.IsZero() && !c.Suspended && !c.State.Ended() && s.Clock.Now().After(c.DueAt)
	if c.Lead != "" {
		b.LeadName = n.department(c.Lead)
	}
	return b
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

type listInput struct {
	web.PageInput
	Box     string `query:"box" enum:"mine,department,all,open,accept,dispatch,read,callback,extension,late,today,risk,deliberation" default:"all" doc:"待办栏"`
	State   string `query:"state" enum:"received,accepted,not_accepted,dispatched,in_hand,replied,read,closed,merged,withdrawn" doc:"只列这种状态"`
	Kind    string `query:"kind" enum:"consult,suggest,complain,help,report" doc:"只列这种类型"`
	Channel string `query:"channel" enum:"hotline,qr,portal,box,visit,counter,group,open311" doc:"只列这个来源"`
	Urgency string `query:"urgency" enum:"normal,urgent"`
	Lead    string `query:"lead" maxLength:"36" doc:"只列这个部门承办的，nobody 为还没有派单的"`
	Handler string `query:"handler" maxLength:"36" doc:"只列这个人经办的，nobody 为还没有人签收的"`
	USCC    string `query:"uscc" maxLength:"18" doc:"只列这家企业的"`
	Number  string `query:"number" maxLength:"60" doc:"诉求编号或来源编号"`
	Words   string `query:"q" maxLength:"60" doc:"正文里的词、企业名称、编号；能看反映人的也可以用电话"`
	Sort    string `query:"sort" enum:"newest,due" default:"newest"`
}

type listOutput struct {
	Body kernel.Rows[RowBody]
}

func (s *Service) listAppeals(ctx context.Context, in *listInput) (*listOutput, error) {
	found, err := s.Inbox(ctx, appeal.Box(in.Box), appeal.Filter{
		State: appeal.State(in.State), Kind: appeal.Kind(in.Kind), Channel: appeal.Channel(in.Channel), Urgency: appeal.Urgency(in.Urgency),
		Lead: in.Lead, Handler: in.Handler, USCC: in.USCC, Number: in.Number, Words: in.Words, ByDue: in.Sort == "due",
	}, in.Page())
	if err != nil {
		return nil, err
	}
	n, err := s.named(ctx, nil, found.Items...)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(found.Items))
	for i, c := range found.Items {
		ids[i] = c.ID
	}
	if n.clocks, err = s.Clocks.Of(ctx, appeal.ClockKind, ids...); err != nil {
		return nil, err
	}
	out := &listOutput{Body: kernel.Rows[RowBody]{Items: make([]RowBody, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, c := range found.Items {
		out.Body.Items[i] = s.row(n, c)
	}
	return out, nil
}

// TrayBody is one box with how many cases it holds.
type TrayBody struct {
	Box   string `json:"box"`
	Total int64  `json:"total"`
}

type traysOutput struct {
	Body struct {
		Items []TrayBody `json:"items"`
	}
}

func (s *Service) countAppeals(ctx context.Context, _ *struct{}) (*traysOutput, error) {
	found, err := s.Trays(ctx)
	if err != nil {
		return nil, err
	}
	out := &traysOutput{}
	for _, box := range appeal.Boxes {
		out.Body.Items = append(out.Body.Items, TrayBody{Box: string(box), Total: found[box]})
	}
	return out, nil
}

// GroundBody is a ground for not accepting a case.
type GroundBody struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Rule  string `json:"rule" doc:"依据"`
	Door  string `json:"door" doc:"应当去哪里"`
}

// ChoiceBody is one entry of a list to choose from.
type ChoiceBody struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

type choicesOutput struct {
	Body struct {
		Grounds []GroundBody `json:"grounds"`
		Bases   []ChoiceBody `json:"bases" doc:"中止计时的依据"`
		States  []ChoiceBody `json:"states"`
		Topics  []TopicBody  `json:"topics" doc:"主题，共三层，上层在前"`
	}
}

// TopicBody is one entry of the taxonomy of topics.
type TopicBody struct {
	Code   string `json:"code"`
	Label  string `json:"label"`
	Parent string `json:"parent,omitempty" doc:"上一层的编码"`
}

func (s *Service) listChoices(ctx context.Context, _ *struct{}) (*choicesOutput, error) {
	if _, err := authz.Require(ctx, appeal.PermRead); err != nil {
		return nil, err
	}
	out := &choicesOutput{}
	for _, g := range ground.All {
		out.Body.Grounds = append(out.Body.Grounds, GroundBody(g))
	}
	for _, b := range Bases() {
		out.Body.Bases = append(out.Body.Bases, ChoiceBody(b))
	}
	for _, st := range appeal.States {
		out.Body.States = append(out.Body.States, ChoiceBody{Code: string(st), Label: st.Label()})
	}
	for _, t := range topic.Default().All() {
		out.Body.Topics = append(out.Body.Topics, TopicBody{Code: t.Code, Label: t.Label, Parent: t.Parent()})
	}
	return out, nil
}

// PartBody is one department's share in a case.
type PartBody struct {
	ID             string     `json:"id"`
	Role           string     `json:"role" enum:"lead,co_handler"`
	Department     string     `json:"department"`
	DepartmentName string     `json:"department_name"`
	Handler        string     `json:"handler,omitempty"`
	Direct         bool       `json:"direct" doc:"直接指定，不能退回"`
	State          string     `json:"state" enum:"sent,taken,answered,returned,ended"`
	SentAt         time.Time  `json:"sent_at"`
	ObjectUntil    *time.Time `json:"object_until,omitempty" doc:"可以在此之前提出退回"`
	Clause         string     `json:"clause,omitempty"`
	SuggestedName  string     `json:"suggested_name,omitempty"`
	Reason         string     `json:"reason,omitempty"`
	Answer         string     `json:"answer,omitempty"`
}

// EventBody is one sentence of the timeline.
type EventBody struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at"`
	Act        string    `json:"act"`
	Sentence   string    `json:"sentence"`
	Words      string    `json:"words,omitempty"`
	Actor      string    `json:"actor,omitempty"`
	Department string    `json:"department,omitempty"`
	Shown      bool      `json:"shown" doc:"反映人也能看到"`
}

// ReplyBody is one answer to the reporter.
type ReplyBody struct {
	ID           string                  `json:"id"`
	Round        int                     `json:"round"`
	Words        string                  `json:"words"`
	Closing      string                  `json:"closing"`
	ClosingLabel string                  `json:"closing_label"`
	PromisedOn   string                  `json:"promised_on,omitempty"`
	By           string                  `json:"by"`
	Department   string                  `json:"department"`
	At           time.Time               `json:"at"`
	State        string                  `json:"state" enum:"submitted,sent_back,approved"`
	ReadBy       string                  `json:"read_by,omitempty"`
	ReadAt       *time.Time              `json:"read_at,omitempty"`
	Note         string                  `json:"note,omitempty"`
	Files        []attachment.AppealFile `json:"files" nullable:"false" doc:"随这份答复附上的"`
	// Advice is left out once somebody has read the reply.
	Advice []AdviceBody `json:"advice,omitempty" doc:"待审核的答复，系统看出的不足"`
}

// CallbackBody is one call back.
type CallbackBody struct {
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Reached bool      `json:"reached"`
	Result  string    `json:"result" doc:"反映人说解决了没有"`
	Grade   int       `json:"grade"`
	Words   string    `json:"words,omitempty"`
}

// ExtensionBody is a request for more time.
type ExtensionBody struct {
	Days      int       `json:"days"`
	Reason    string    `json:"reason"`
	AskedBy   string    `json:"asked_by"`
	AskedAt   time.Time `json:"asked_at"`
	State     string    `json:"state" enum:"asked,granted,refused"`
	DecidedBy string    `json:"decided_by,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// RatingBody is a reporter's own judgement.
type RatingBody struct {
	Grade       int       `json:"grade"`
	GradeLabel  string    `json:"grade_label"`
	Efficiency  int       `json:"efficiency"`
	Accuracy    int       `json:"accuracy"`
	Convenience int       `json:"convenience"`
	Usability   int       `json:"usability"`
	Words       string    `json:"words,omitempty"`
	At          time.Time `json:"at"`
}

// WhoBody is who reported, masked.
type WhoBody struct {
	Name         string `json:"name"`
	Phone        string `json:"phone"`
	Anonymous    bool   `json:"anonymous"`
	Confidential bool   `json:"confidential" doc:"要求保密，承办部门看不到身份"`
}

// CaseBody is a case with everything beside it.
type CaseBody struct {
	RowBody
	Text        string          `json:"text"`
	Topic       string          `json:"topic"`
	TopicLabel  string          `json:"topic_label,omitempty" doc:"主题，连同上面各层"`
	Place       string          `json:"place"`
	Division    string          `json:"division"`
	SourceNo    string          `json:"source_no,omitempty" doc:"在来源系统的编号"`
	SourceTopic string          `json:"source_topic,omitempty" doc:"来源系统说的主题"`
	Reporter    WhoBody         `json:"reporter"`
	AccusedName string          `json:"accused_name,omitempty" doc:"被反映的单位"`
	Ground      string          `json:"ground,omitempty"`
	ReopenUntil *time.Time      `json:"reopen_until,omitempty" doc:"反映人可以要求重新办理的期限"`
	Parts       []PartBody      `json:"parts"`
	Timeline    []EventBody     `json:"timeline"`
	Replies     []ReplyBody     `json:"replies"`
	Callbacks   []CallbackBody  `json:"callbacks"`
	Extensions  []ExtensionBody `json:"extensions"`
	Rating      *RatingBody     `json:"rating,omitempty"`
	Merged      []RowBody       `json:"merged" doc:"并入这一件的诉求"`
	Main        *RowBody        `json:"main,omitempty" doc:"并入了哪一件"`
	Clocks      []ClockBody     `json:"clocks"`
	Can         []string        `json:"can" doc:"现在可以做什么"`
}

type appealOutput struct {
	ETag string `header:"ETag"`
	Body CaseBody
}

type getInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) getAppeal(ctx context.Context, in *getInput) (*appealOutput, error) {
	f, err := s.Open(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	body, err := s.body(ctx, f)
	if err != nil {
		return nil, err
	}
	return &appealOutput{ETag: web.ETag(f.Case.Version), Body: body}, nil
}

// body is a case with everything beside it, and what the caller may do with it.
func (s *Service) body(ctx context.Context, f *File) (b CaseBody, err error) {
	c := f.Case
	staff := []string{}
	for _, p := range f.Parts {
		staff = append(staff, p.Staff)
	}
	for _, r := range f.Replies {
		staff = append(staff, r.By, r.ReadBy)
	}
	for _, k := range f.Callbacks {
		staff = append(staff, k.By)
	}
	for _, e := range f.Extensions {
		staff = append(staff, e.AskedBy, e.DecidedBy)
	}
	n, err := s.named(ctx, staff, append(append([]*appeal.Case{c}, f.Merged...), mainOf(f)...)...)
	if err != nil {
		return b, err
	}
	stories, err := s.Clocks.Story(ctx, keeping.Case{Kind: appeal.ClockKind, ID: c.ID})
	if err != nil {
		return b, err
	}
	n.clocks = map[string][]keeping.Clock{c.ID: {}}
	for _, st := range stories {
		n.clocks[c.ID] = append(n.clocks[c.ID], st.Clock)
	}
	b = CaseBody{
		RowBody: s.row(n, c), Text: c.Text, Topic: c.Topic, TopicLabel: topic.Default().Label(c.Topic), Place: c.Place, Division: c.Division, SourceNo: c.Source.No, SourceTopic: c.Source.Topic,
		Reporter: who(ctx, c), ReopenUntil: instant(c.ReopenUntil),
		Parts: []PartBody{}, Timeline: []EventBody{}, Replies: []ReplyBody{}, Callbacks: []CallbackBody{}, Extensions: []ExtensionBody{}, Merged: []RowBody{},
	}
	if g, ok := ground.Of(c.Ground); ok {
		b.Ground = g.Label
	}
	if c.Accused != "" && authz.Can(authz.From(ctx), appeal.PermCentre) {
		b.AccusedName = n.department(c.Accused)
	}
	s.beside(&b, f, n)
	b.Clocks = clocks(stories)
	b.Can, err = s.Can(ctx, f)
	return b, err
}

func mainOf(f *File) []*appeal.Case {
	if f.Main == nil {
		return nil
	}
	return []*appeal.Case{f.Main}
}

// beside fills in what stands beside a case.
func (s *Service) beside(b *CaseBody, f *File, n namer) {
	for _, p := range f.Parts {
		part := PartBody{
			ID: p.ID, Role: string(p.Role), Department: p.Department, DepartmentName: n.department(p.Department), Handler: n.staff[p.Staff],
			Direct: p.Direct, State: string(p.State), SentAt: p.SentAt, ObjectUntil: instant(p.ObjectUntil),
			Clause: p.Return.Clause, Reason: p.Return.Reason, Answer: p.Answer,
		}
		if p.Return.Suggested != "" {
			part.SuggestedName = n.department(p.Return.Suggested)
		}
		b.Parts = append(b.Parts, part)
	}
	for _, e := range f.Entries {
		event := EventBody{ID: e.ID, At: e.At, Act: string(e.Act), Sentence: e.Sentence(n.department), Words: e.Words, Shown: e.Shown}
		if e.ActorKind == string(kernel.StaffPrincipal) {
			event.Actor, event.Department = e.ActorName, n.department(e.Department)
		}
		b.Timeline = append(b.Timeline, event)
	}
	for _, r := range f.Replies {
		reply := ReplyBody{
			ID: r.ID, Round: r.Round, Words: r.Words, Closing: string(r.Closing), ClosingLabel: r.Closing.Label(), By: n.staff[r.By],
			Department: n.department(r.Department), At: r.At, State: string(r.State), ReadBy: n.staff[r.ReadBy], ReadAt: instant(r.ReadAt), Note: r.Note,
			Files: attachment.Bodies(f.Shown[r.ID]),
		}
		if !r.PromisedOn.IsZero() {
			reply.PromisedOn = r.PromisedOn.String()
		}
		if r.State == appeal.ReplySubmitted {
			reply.Advice = adviceBodies(advise(f.Case, r))
		}
		b.Replies = append(b.Replies, reply)
	}
	for _, k := range f.Callbacks {
		result := k.Result.Label()
		if k.Reached && k.Result == appeal.Open {
			result = "没有解决"
		}
		b.Callbacks = append(b.Callbacks, CallbackBody{At: k.At, By: n.staff[k.By], Reached: k.Reached, Result: result, Grade: k.Grade, Words: k.Words})
	}
	for _, e := range f.Extensions {
		b.Extensions = append(b.Extensions, ExtensionBody{
			Days: e.Days, Reason: e.Reason, AskedBy: n.staff[e.AskedBy], AskedAt: e.AskedAt, State: string(e.State), DecidedBy: n.staff[e.DecidedBy], Note: e.Note,
		})
	}
	if r := f.Rating; r != nil {
		b.Rating = &RatingBody{
			Grade: r.Grade, GradeLabel: appeal.GradeLabel(r.Grade), Efficiency: r.Efficiency, Accuracy: r.Accuracy,
			Convenience: r.Convenience, Usability: r.Usability, Words: r.Words, At: r.At,
		}
	}
	for _, c := range f.Merged {
		b.Merged = append(b.Merged, s.row(n, c))
	}
	if f.Main != nil {
		row := s.row(n, f.Main)
		b.Main = &row
	}
}

// who masks who reported; a confidential reporter is not even masked for a
// department, since a family name and four digits find a person in a small firm.
func who(ctx context.Context, c *appeal.Case) WhoBody {
	w := WhoBody{Anonymous: c.Reporter.Anonymous, Confidential: c.Reporter.Confidential}
	if w.Confidential && !authz.Can(authz.From(ctx), appeal.PermCentre) {
		return w
	}
	w.Name, w.Phone = seal.MaskName(c.Reporter.Name), seal.MaskPhone(c.Reporter.Phone)
	return w
}

// saying returns the words of a refusal for people.
func saying(err error) string {
	var e *errs.Error
	if errors.As(err, &e) {
		return e.Msg
	}
	return ""
}
