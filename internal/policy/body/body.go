// Package body holds what the operations of the policy module send and take:
// bodies as JSON has them, and how condition trees become such bodies. Lists are
// never null.
package body

// Window is when a measure is open.
type Window struct {
	From string `json:"from,omitempty" doc:"开放日期，空为不限"`
	To   string `json:"to,omitempty" doc:"截止日期，空为不限"`
}

// Part is a piece of a text in which something was looked for.
type Part struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit" doc:"是否为搜索到的字"`
}

// MeasureItem is a measure in the public list.
type MeasureItem struct {
	ID            string `json:"id"`
	Title         string `json:"title"`
	TitleParts    []Part `json:"title_parts" nullable:"false"`
	SnippetParts  []Part `json:"snippet_parts" nullable:"false"`
	Summary       string `json:"summary"`
	Kind          string `json:"kind"`
	KindLabel     string `json:"kind_label"`
	Delivery      string `json:"delivery"`
	DeliveryLabel string `json:"delivery_label"`
	AmountText    string `json:"amount_text"`
	Department    string `json:"department"`
	PolicyTitle   string `json:"policy_title"`
	Window        Window `json:"window"`
}

type clauseFact struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	Period  string `json:"period,omitempty"`
	Display string `json:"display"`
}

type missingFact struct {
	Key    string   `json:"key"`
	Label  string   `json:"label"`
	Period string   `json:"period,omitempty"`
	Kind   string   `json:"kind,omitempty" enum:"any,number,text,bool,code,date,qualification"`
	Unit   string   `json:"unit,omitempty"`
	Values []string `json:"values,omitempty" nullable:"false" doc:"资质类：条件所问的资质代码"`
}

type clause struct {
	ID         string        `json:"id"`
	Role       string        `json:"role,omitempty" enum:"gate,bonus,discretion"`
	Words      string        `json:"words"`
	Quote      string        `json:"quote"`
	Value      string        `json:"value,omitempty" enum:"true,false,unknown,human"`
	ValueLabel string        `json:"value_label,omitempty"`
	Fact       *clauseFact   `json:"fact,omitempty"`
	Source     string        `json:"source,omitempty"`
	AsOf       string        `json:"as_of,omitempty"`
	Tier       string        `json:"tier,omitempty" enum:"T0,T1,T2,T3"`
	TierLabel  string        `json:"tier_label,omitempty"`
	Threshold  string        `json:"threshold,omitempty"`
	Gap        string        `json:"gap,omitempty" doc:"完整的话，例如“还差 3 人”“超出 20 万元”"`
	Missing    []missingFact `json:"missing,omitempty" nullable:"false"`
}

type node struct {
	Kind     string  `json:"kind" enum:"all,any,not,at_least,clause"`
	K        int     `json:"k,omitempty"`
	Words    string  `json:"words,omitempty"`
	Children []*node `json:"children,omitempty" nullable:"false"`
	Clause   *clause `json:"clause,omitempty"`
}

// Material is one paper to hand in.
type Material struct {
	Name   string `json:"name"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// Step is one step of the procedure.
type Step struct {
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
}

// Contact is who answers questions about a measure.
type Contact struct {
	Unit    string `json:"unit"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Hours   string `json:"hours,omitempty"`
}

// Policy is the document that a measure implements.
type Policy struct {
	ID             string   `json:"id"`
	Title          string   `json:"title"`
	DocumentNo     string   `json:"document_no,omitempty"`
	Issuers        []string `json:"issuers" nullable:"false"`
	PublishedOn    string   `json:"published_on,omitempty"`
	EffectiveFrom  string   `json:"effective_from,omitempty"`
	EffectiveTo    string   `json:"effective_to,omitempty"`
	SourceURL      string   `json:"source_url,omitempty"`
	Public         bool     `json:"public" doc:"文件已经公开，可以打开它自己的页面"`
	Text           string   `json:"text" doc:"没有公开的文件，只有工作人员看得到"`
	Interpretation string   `json:"interpretation,omitempty"`
}

// Exclusion says what a measure cannot be had beside.
type Exclusion struct {
	Group string `json:"group"`
	Words string `json:"words"`
}

// MeasurePage is the page of a measure.
type MeasurePage struct {
	ID            string     `json:"id"`
	Title         string     `json:"title"`
	Summary       string     `json:"summary"`
	Kind          string     `json:"kind"`
	KindLabel     string     `json:"kind_label"`
	Delivery      string     `json:"delivery"`
	DeliveryLabel string     `json:"delivery_label"`
	AmountText    string     `json:"amount_text"`
	Beneficiaries string     `json:"beneficiaries"`
	Conditions    *node      `json:"conditions"`
	BenefitWords  []string   `json:"benefit_words" nullable:"false"`
	BonusWords    []string   `json:"bonus_words" nullable:"false"`
	Materials     []Material `json:"materials" nullable:"false"`
	Steps         []Step     `json:"steps" nullable:"false"`
	TimeLimit     string     `json:"time_limit"`
	PaymentTerm   string     `json:"payment_term"`
	Department    string     `json:"department"`
	Contact       Contact    `json:"contact"`
	Window        Window     `json:"window"`
	Exclusion     *Exclusion `json:"exclusion,omitempty"`
	Policy        Policy     `json:"policy"`
	Version       int64      `json:"version"`
	UpdatedAt     string     `json:"updated_at" format:"date-time"`
}

// Counts says how many have each verdict.
type Counts struct {
	Eligible    int64 `json:"eligible"`
	NeedsReview int64 `json:"needs_review"`
	NeedFacts   int64 `json:"need_facts"`
	Ineligible  int64 `json:"ineligible"`
}

// VerdictItem is what one measure came to for one enterprise.
type VerdictItem struct {
	Measure       string        `json:"measure"`
	Title         string        `json:"title"`
	Version       int64         `json:"version" doc:"按事项的第几版"`
	Summary       string        `json:"summary"`
	KindLabel     string        `json:"kind_label"`
	Delivery      string        `json:"delivery"`
	DeliveryLabel string        `json:"delivery_label"`
	AmountText    string        `json:"amount_text"`
	Verdict       string        `json:"verdict" enum:"eligible,needs_review,need_facts,ineligible"`
	Amount        string        `json:"amount,omitempty" doc:"元，两位小数；不能确定时没有"`
	AmountMayRise bool          `json:"amount_may_rise"`
	Missing       []missingFact `json:"missing" nullable:"false"`
	Near          bool          `json:"near" doc:"只差一个条件或一项资料"`
	State         string        `json:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded"`
	Window        Window        `json:"window"`
}

// Verdicts is what every measure came to for one enterprise.
type Verdicts struct {
	AsOf           string        `json:"as_of"`
	Counts         Counts        `json:"counts"`
	EligibleAmount string        `json:"eligible_amount" doc:"元，已按不重复享受取高计算"`
	Items          []VerdictItem `json:"items" nullable:"false"`
}

// Bonus is what one bonus came to.
type Bonus struct {
	Words  string `json:"words"`
	Value  string `json:"value" enum:"true,false,unknown,human"`
	Amount string `json:"amount,omitempty"`
}

// VerdictPage is what one measure came to for one enterprise, clause by clause.
type VerdictPage struct {
	VerdictItem
	AsOf       string     `json:"as_of"`
	Conditions *node      `json:"conditions"`
	Bonus      []Bonus    `json:"bonus" nullable:"false"`
	Exclusion  *Exclusion `json:"exclusion,omitempty"`
}

// DeskMeasureItem is a measure in the list at the desk.
type DeskMeasureItem struct {
	ID            string       `json:"id"`
	Title         string       `json:"title"`
	Kind          string       `json:"kind"`
	KindLabel     string       `json:"kind_label"`
	Delivery      string       `json:"delivery"`
	DeliveryLabel string       `json:"delivery_label"`
	Department    string       `json:"department"`
	PolicyTitle   string       `json:"policy_title"`
	State         string       `json:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded"`
	StateLabel    string       `json:"state_label"`
	Version       int64        `json:"version"`
	Open          *OpenVersion `json:"open,omitempty" doc:"正在起草或审核的一版，没有则没有"`
	Counts        *Counts      `json:"counts,omitempty" doc:"最近一次匹配的结果，限本人可见范围；没有匹配过则没有"`
	RunAt         string       `json:"run_at,omitempty" format:"date-time"`
	Can           []string     `json:"can" nullable:"false" doc:"当前的人可以做什么：edit、start、submit、take_back、discard、return、publish、suspend、resume、withdraw、call_off"`
}

// OpenVersion is a version that is being written or reviewed.
type OpenVersion struct {
	Version    int64  `json:"version"`
	Revision   int64  `json:"revision" doc:"内容每变一次加一；审核发布时以它为 If-Match，表示发布的就是看过的内容"`
	State      string `json:"state" enum:"draft,in_review"`
	StateLabel string `json:"state_label"`
}

// MeasureVersion is one version of a measure.
type MeasureVersion struct {
	Version    int64         `json:"version"`
	From       string        `json:"from,omitempty" doc:"生效日期，空为一直有效"`
	By         string        `json:"by"`
	At         string        `json:"at" format:"date-time"`
	State      string        `json:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded"`
	StateLabel string        `json:"state_label"`
	Steps      []VersionStep `json:"steps" nullable:"false" doc:"按记录的先后"`
}

// VersionStep is one change of a version's state.
type VersionStep struct {
	State      string `json:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded"`
	StateLabel string `json:"state_label"`
	On         string `json:"on,omitempty" doc:"从哪天起，空为一直"`
	At         string `json:"at" format:"date-time"`
	By         string `json:"by"`
	Note       string `json:"note"`
}

// MeasureGap is one thing that keeps a measure from being published.
type MeasureGap struct {
	Path   string `json:"path,omitempty" doc:"缺的是哪一项"`
	Clause string `json:"clause,omitempty"`
	Words  string `json:"words"`
}

// DeskMeasurePage is the page of a measure at the desk.
type DeskMeasurePage struct {
	MeasurePage
	State      string           `json:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded"`
	StateLabel string           `json:"state_label"`
	Open       *OpenVersion     `json:"open,omitempty" doc:"正在起草或审核的一版，没有则没有"`
	Gaps       []MeasureGap     `json:"gaps" nullable:"false" doc:"发布前还缺什么"`
	Versions   []MeasureVersion `json:"versions" nullable:"false"`
	Definition string           `json:"definition" doc:"导入时的原文"`
	Can        []string         `json:"can" nullable:"false"`
}

// ImportReport says what an import did.
type ImportReport struct {
	Created   int          `json:"created"`
	Updated   int          `json:"updated"`
	Unchanged int          `json:"unchanged"`
	Published int          `json:"published" doc:"已发布的事项数"`
	Drafts    []DraftNoted `json:"drafts" nullable:"false" doc:"还不能发布的事项和所缺内容"`
}

// DraftNoted is a measure that an import could not publish.
type DraftNoted struct {
	Measure string       `json:"measure"`
	Title   string       `json:"title"`
	Gaps    []MeasureGap `json:"gaps" nullable:"false"`
}

// RunStarted names a run and the task that does it.
type RunStarted struct {
	ID  string `json:"id"`
	Job string `json:"job"`
}

// MatchRun is one run in the list of runs.
type MatchRun struct {
	ID          string  `json:"id"`
	AsOf        string  `json:"as_of"`
	State       string  `json:"state" enum:"queued,running,done,failed,cancelled"`
	Job         string  `json:"job"`
	Enterprises int64   `json:"enterprises"`
	Measures    int64   `json:"measures"`
	Seconds     float64 `json:"seconds"`
	By          string  `json:"by"`
	At          string  `json:"at" format:"date-time"`
	FinishedAt  string  `json:"finished_at,omitempty" format:"date-time"`
}

// ResultRun is the run that a result is of.
type ResultRun struct {
	ID       string `json:"id"`
	AsOf     string `json:"as_of"`
	At       string `json:"at" format:"date-time"`
	Version  int64  `json:"version" doc:"匹配时事项的版本"`
	Previous string `json:"previous,omitempty"`
}

// ResultChanges says how many differ from the run before.
type ResultChanges struct {
	BecameEligible   int64 `json:"became_eligible"`
	NoLongerEligible int64 `json:"no_longer_eligible"`
	NewlyMissing     int64 `json:"newly_missing"`
	NewlyReview      int64 `json:"newly_review"`
	NewlyIneligible  int64 `json:"newly_ineligible"`
}

// MeasureResult is what a measure came to in a run.
type MeasureResult struct {
	Measure        string         `json:"measure"`
	Title          string         `json:"title"`
	Run            ResultRun      `json:"run"`
	Counts         Counts         `json:"counts"`
	Changes        *ResultChanges `json:"changes,omitempty" doc:"与上一次匹配相比；上一次没有这个事项则没有"`
	EligibleAmount string         `json:"eligible_amount"`
	NearCount      int64          `json:"near_count"`
	Can            []string       `json:"can" nullable:"false"`
}

// ResultPlace is a division or an industry with its name.
type ResultPlace struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// ResultEnterprise is one enterprise of a result.
type ResultEnterprise struct {
	USCC      string      `json:"uscc"`
	Name      string      `json:"name"`
	Division  ResultPlace `json:"division"`
	Industry  ResultPlace `json:"industry"`
	SizeLabel string      `json:"size_label"`
	Verdict   string      `json:"verdict" enum:"eligible,needs_review,need_facts,ineligible"`
	Amount    string      `json:"amount,omitempty"`
	Changed   string      `json:"changed,omitempty" enum:"became_eligible,no_longer_eligible,newly_missing,newly_review,newly_ineligible" doc:"与上一次匹配相比，没有变化则没有"`
	Previous  string      `json:"previous,omitempty" enum:"eligible,needs_review,need_facts,ineligible"`
}

// NearClause is the clause that stands in the way.
type NearClause struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// NearMiss is an enterprise that one fact or one threshold keeps from a measure.
type NearMiss struct {
	USCC        string        `json:"uscc"`
	Name        string        `json:"name"`
	Verdict     string        `json:"verdict"`
	Clause      NearClause    `json:"clause"`
	FactDisplay string        `json:"fact_display"`
	Threshold   string        `json:"threshold"`
	Gap         string        `json:"gap"`
	Missing     []missingFact `json:"missing" nullable:"false"`
}
