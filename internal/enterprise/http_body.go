package enterprise

import (
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/redact"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// FactKeys is the fact dictionary.
type FactKeys struct {
	Items []FactKeyBody `json:"items"`
}

// FactKeyBody is one entry of the fact dictionary.
type FactKeyBody struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Kind     string   `json:"kind" enum:"number,text,bool,code,date,qualification"`
	Unit     string   `json:"unit"`
	Periodic bool     `json:"periodic" doc:"每个年度一条"`
	Options  []Option `json:"options" doc:"可选的值"`
	Help     string   `json:"help"`
}

// EnterpriseRow is one row of the registry.
type EnterpriseRow struct {
	USCC           string    `json:"uscc"`
	Name           string    `json:"name"`
	Division       Named     `json:"division"`
	Industry       Named     `json:"industry"`
	SizeClass      string    `json:"size_class" enum:",large,medium,small,micro"`
	SizeLabel      string    `json:"size_label"`
	Registered     string    `json:"registered" doc:"成立日期，没有登记的为空" example:"2019-05-06"`
	CapitalText    string    `json:"capital_text" doc:"登记的原文"`
	Status         string    `json:"status"`
	Qualifications []Option  `json:"qualifications" doc:"今天有效的资质"`
	UpdatedAt      time.Time `json:"updated_at"`
	Version        int64     `json:"version"`
	Can            []string  `json:"can" doc:"可以做什么：read、record_fact、edit_contact、reveal_contact"`
}

// EnterpriseBody is one enterprise.
type EnterpriseBody struct {
	EnterpriseRow
	Type    string       `json:"type"`
	Capital *CapitalBody `json:"capital,omitempty" doc:"看懂了的注册资本"`
	Scope   string       `json:"scope"`
	Address string       `json:"address"`
	Place   string       `json:"place" doc:"区划全称"`
	// IndustrySource and DivisionSource say how the register's own industry and
	// division are known.
	IndustrySource LocatedBody           `json:"industry_source"`
	DivisionSource LocatedBody           `json:"division_source"`
	SizeBasis      string                `json:"size_basis" doc:"划型依据"`
	SizeYear       string                `json:"size_year" doc:"划型所用数据的年度"`
	StatusHistory  []StatusChangeBody    `json:"status_history"`
	Contacts       []contact.ContactBody `json:"contacts"`
	CreatedAt      time.Time             `json:"created_at"`
}

// CapitalBody is registered capital as it was understood.
type CapitalBody struct {
	Amount   string `json:"amount" example:"500000.00"`
	Currency string `json:"currency" example:"CNY"`
}

// LocatedBody says how a code is known.
type LocatedBody struct {
	Code      string `json:"code"`
	Tier      string `json:"tier"`
	TierLabel string `json:"tier_label"`
	How       string `json:"how"`
}

// StatusChangeBody is one change of status.
type StatusChangeBody struct {
	From   string    `json:"from"`
	To     string    `json:"to"`
	Source string    `json:"source"`
	At     time.Time `json:"at"`
}

// FactList is what is known of an enterprise.
type FactList struct {
	Items []FactBody `json:"items"`
	// Closed lists the keys of which some source is complete.
	Closed []string `json:"closed" doc:"来源完整的事实：没有就是没有"`
}

// FactBody is one fact with where it came from.
type FactBody struct {
	ID        string `json:"id" doc:"登记信息没有编号"`
	Key       string `json:"key"`
	Label     string `json:"label"`
	Period    string `json:"period"`
	Value     string `json:"value"`
	Display   string `json:"display" doc:"给人看的值，带单位"`
	Source    string `json:"source"`
	AsOf      string `json:"as_of"`
	Tier      string `json:"tier" enum:"T0,T1,T2,T3"`
	TierLabel string `json:"tier_label"`
	From      string `json:"from"`
	To        string `json:"to"`
	Valid     bool   `json:"valid" doc:"资质今天是否有效；其他事实总是有效"`
	Evidence  string `json:"evidence"`
	// RecordedAt is missing for what the register says.
	RecordedAt *time.Time `json:"recorded_at,omitempty"`
	RecordedBy string     `json:"recorded_by"`
	Disputed   bool       `json:"disputed"`
	Strongest  bool       `json:"strongest" doc:"同一事实的几种说法里，用的是这一条"`
}

// StatementBody is a fact that is to be recorded.
type StatementBody struct {
	Key      string `json:"key" minLength:"1" maxLength:"64"`
	Period   string `json:"period,omitempty" maxLength:"6" doc:"年度，不分年度的留空"`
	Value    string `json:"value" minLength:"1" maxLength:"2000"`
	From     string `json:"from,omitempty" maxLength:"10" doc:"资质有效期起"`
	To       string `json:"to,omitempty" maxLength:"10" doc:"资质有效期止"`
	AsOf     string `json:"as_of,omitempty" maxLength:"10" doc:"数据日期，留空为今天"`
	Evidence string `json:"evidence,omitempty" maxLength:"200"`
}

func (b StatementBody) statement() (Statement, error) {
	st := Statement{Key: b.Key, Period: b.Period, Value: b.Value, Evidence: b.Evidence}
	for path, text := range map[string]string{"value": b.Value, "evidence": b.Evidence} {
		if redact.Holds(text) {
			return st, ErrFactValue.With(errs.Field{Path: "body." + path, Msg: "请不要填写手机号、身份证号或银行卡号"})
		}
	}
	for _, d := range []struct {
		path, text string
		to         *civil.Date
	}{{"from", b.From, &st.From}, {"to", b.To, &st.To}, {"as_of", b.AsOf, &st.AsOf}} {
		if d.text == "" {
			continue
		}
		day, err := civil.ParseWritten(d.text)
		if err != nil {
			return st, ErrFactValue.With(errs.Field{Path: "body." + d.path, Msg: record.ErrDay.Error()})
		}
		*d.to = day
	}
	return st, nil
}

// RecordedBody is what recording a fact did.
type RecordedBody struct {
	Fact            FactBody            `json:"fact"`
	VerdictsChanged []VerdictChangeBody `json:"verdicts_changed"`
}

// VerdictChangeBody is a measure whose verdict changed.
type VerdictChangeBody struct {
	Measure string `json:"measure"`
	Title   string `json:"title"`
	From    string `json:"from"`
	To      string `json:"to"`
}

// ProfileBody is a firm's own page.
type ProfileBody struct {
	USCC           string                `json:"uscc"`
	Name           string                `json:"name"`
	Industry       Named                 `json:"industry"`
	Division       Named                 `json:"division"`
	Registered     string                `json:"registered"`
	CapitalText    string                `json:"capital_text"`
	Type           string                `json:"type"`
	Status         string                `json:"status"`
	SizeClass      string                `json:"size_class"`
	SizeLabel      string                `json:"size_label"`
	SizeBasis      string                `json:"size_basis"`
	Address        string                `json:"address"`
	Facts          []FactBody            `json:"facts"`
	Qualifications []QualificationBody   `json:"qualifications"`
	Contacts       []contact.ContactBody `json:"contacts"`
}

// QualificationBody is one qualification with its validity.
type QualificationBody struct {
	Value  string `json:"value"`
	Label  string `json:"label"`
	From   string `json:"from"`
	To     string `json:"to"`
	Valid  bool   `json:"valid"`
	Source string `json:"source"`
}

func rowOf(i Item, can []string) EnterpriseRow {
	return EnterpriseRow{
		USCC: i.USCC, Name: i.Name, Division: Named{i.DivisionNow, i.DivisionLabel}, Industry: Named{i.IndustryNow, i.IndustryLabel},
		SizeClass: i.SizeClass, SizeLabel: i.SizeLabel, Registered: i.Registered.String(), CapitalText: i.Capital.Text, Status: i.Status,
		Qualifications: i.Qualifications, UpdatedAt: i.UpdatedAt, Version: i.Version, Can: can,
	}
}

func bodyOf(d Details, can []string) EnterpriseBody {
	b := EnterpriseBody{
		EnterpriseRow: rowOf(d.Item, can), Type: d.Type, Scope: d.Scope, Address: d.Address, Place: d.Place,
		IndustrySource: locatedBody(d.Industry), DivisionSource: locatedBody(d.Division),
		SizeBasis: d.SizeBasis, SizeYear: d.SizeYear, StatusHistory: []StatusChangeBody{}, Contacts: contact.Bodies(d.Contacts), CreatedAt: d.CreatedAt,
	}
	if d.Capital.Known {
		b.Capital = &CapitalBody{Amount: record.Hundredths(d.Capital.Minor), Currency: d.Capital.Currency}
	}
	for _, h := range d.History {
		b.StatusHistory = append(b.StatusHistory, StatusChangeBody(h))
	}
	return b
}

func locatedBody(l Located) LocatedBody {
	return LocatedBody{Code: l.Code, Tier: string(l.Tier), TierLabel: l.Tier.Label(), How: l.How}
}

func factBody(f Fact, d Dictionary, tree *division.Tree, today civil.Date) FactBody {
	key, _ := d.Find(f.Key)
	b := FactBody{
		Key: f.Key, Label: key.Label, Period: f.Period, Value: f.Value, Display: record.Display(key, f.Value, tree), Source: f.Source, AsOf: f.AsOf.String(),
		Tier: string(f.Tier), TierLabel: f.Tier.Label(), From: f.From.String(), To: f.To.String(), Valid: f.ValidOn(today),
		Evidence: f.Evidence, RecordedBy: f.RecordedBy, Disputed: f.Disputed,
	}
	if b.Label == "" {
		b.Label = f.Key
	}
	if f.ID != 0 {
		at := f.RecordedAt
		b.ID, b.RecordedAt = strconv.FormatInt(f.ID, 10), &at
	}
	return b
}

func profileBody(v ProfileView) ProfileBody {
	d := v.Details
	b := ProfileBody{
		USCC: d.USCC, Name: d.Name, Industry: Named{d.IndustryNow, d.IndustryLabel}, Division: Named{d.DivisionNow, d.Place},
		Registered: d.Registered.String(), CapitalText: d.Capital.Text, Type: d.Type, Status: d.Status, SizeClass: d.SizeClass, SizeLabel: d.SizeLabel,
		SizeBasis: d.SizeBasis, Address: d.Address, Facts: v.factBodies(), Qualifications: []QualificationBody{}, Contacts: contact.Bodies(d.Contacts),
	}
	key, _ := v.dictionary.Find("qualification")
	for _, f := range v.Facts {
		if f.Key == "qualification" {
			b.Qualifications = append(b.Qualifications, QualificationBody{
				Value: f.Value, Label: key.OptionLabel(f.Value), From: f.From.String(), To: f.To.String(), Valid: f.ValidOn(v.today), Source: f.Source,
			})
		}
	}
	return b
}
