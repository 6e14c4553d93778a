package reading

// Field is what is read from an appeal.
type Field string

// The fields, in the order they are shown.
const (
	Kind       Field = "kind"
	Topic      Field = "topic"
	Place      Field = "place"
	Urgency    Field = "urgency"
	Department Field = "department"
)

// Fields are all of them.
var Fields = []Field{Kind, Topic, Place, Urgency, Department}

var fieldLabels = map[Field]string{Kind: "诉求类型", Topic: "主题", Place: "地点", Urgency: "紧急程度", Department: "承办部门"}

// Label returns the field in Chinese, "" for one that does not exist.
func (f Field) Label() string { return fieldLabels[f] }

// Class says what is done with a proposal.
type Class string

// The classes. Sampled proposals stand, but a share of them is drawn for a person
// to check.
const (
	Automatic Class = "automatic"
	Sampled   Class = "sampled"
	Manual    Class = "manual"
)

var classLabels = map[Class]string{Automatic: "自动采用", Sampled: "采用并抽查", Manual: "由人判断"}

// Label returns the class in Chinese.
func (c Class) Label() string { return classLabels[c] }

// Span is a stretch of the text; From and To count characters, To is not in it.
type Span struct {
	Text     string
	From, To int
}

// Guess is what is proposed for one field. Value is empty when nothing is.
type Guess struct {
	Field      Field
	Value      string
	Label      string
	Confidence float64
	// Words decided, the weightiest first.
	Words []Span
	// Reason says in Chinese what the words mean, where rules decided.
	Reason string
	Class  Class
	// Check says that this proposal was drawn for checking.
	Check bool
	// Model is the mark of what read it, see Models.Mark.
	Model string
	// Others come next, the surest first.
	Others []Other
}

// Other is another possible value.
type Other struct {
	Value, Label string
	Confidence   float64
}

// Step is one level of a topic, the field first.
type Step struct {
	Code, Label string
	Confidence  float64
}

// Proposal is what was read from one text.
type Proposal struct {
	Kind, Topic, Place, Urgency, Department Guess
	// Steps are the levels of the likeliest topic, also below the one proposed.
	Steps []Step
	// Duty is the code of the duty that the department was looked for by, empty when
	// a model of the office named the department itself.
	Duty string
	// Edition is that of the thresholds.
	Edition int64
}

// Guesses are the guesses in the order of Fields.
func (p *Proposal) Guesses() []*Guess {
	return []*Guess{&p.Kind, &p.Topic, &p.Place, &p.Urgency, &p.Department}
}

// Limit says from which confidence on a field's proposal is used.
type Limit struct {
	// Automatic and Sampled are in thousandths; Never is never reached.
	Automatic, Sampled int64
	// Share is how many of a hundred sampled proposals are drawn for checking,
	// AutomaticShare how many of those that take effect by themselves: without any,
	// nobody would notice that they have become worse.
	Share, AutomaticShare int64
}

// Leaves reports whether a field is left to people whatever the confidence.
func (l Limit) Leaves() bool { return l.Automatic >= Never && l.Sampled >= Never }

// share is how many of a hundred proposals of a class are drawn.
func (l Limit) share(c Class) int64 {
	switch c {
	case Automatic:
		return l.AutomaticShare
	case Sampled:
		return l.Share
	}
	return 0
}

// ClassOf returns the class of a confidence.
func (l Limit) ClassOf(confidence float64) Class {
	switch thousandths := int64(confidence * 1000); {
	case l.Automatic < Never && thousandths >= l.Automatic:
		return Automatic
	case l.Sampled < Never && thousandths >= l.Sampled:
		return Sampled
	}
	return Manual
}

// settle sets class and draw of every guess.
func (p *Proposal) settle(a Around) {
	p.Edition = a.Edition.Version
	for _, g := range p.Guesses() {
		l := a.Edition.Limits[g.Field]
		g.Class = Manual
		if g.Value != "" {
			g.Class = l.ClassOf(g.Confidence)
		}
		g.Check = a.Draws[g.Field] < l.share(g.Class)
		g.Model = a.Models.Mark(g.Field)
	}
}
