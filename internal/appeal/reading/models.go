package reading

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/platform/classify"
)

// Models are what kind, topic and department are read with. Department is nil
// unless an office trained one of its own; its labels are the codes or names of
// its departments.
type Models struct {
	Kind, Topic, Department *classify.Model
	// marks tell models apart, by field; see Mark.
	marks map[Field]string
}

// rulesMark is the mark of the fields that rules read. Whoever changes them so that
// they decide otherwise counts it up: what was measured of them starts anew then.
const rulesMark = "rules:1"

// Mark names what a field is read with: "shipped:" or "own:" and eight digits that
// follow from the model file, or "rules:" and a number. Figures on how good
// proposals are hold for one mark only.
func (m Models) Mark(f Field) string {
	switch f {
	case Place, Urgency:
		return rulesMark
	case Department:
		if m.Department == nil { // it follows from the topic
			return m.marks[Topic]
		}
	}
	return m.marks[f]
}

// mark sets the mark of a field from the bytes of its model.
func (m *Models) mark(f Field, origin string, model *classify.Model) {
	sum := sha256.New()
	if _, err := model.WriteTo(sum); err != nil {
		panic(fmt.Errorf("mark model: %w", err)) // it was read from a file of the same bytes
	}
	marks := maps.Clone(m.marks)
	if marks == nil {
		marks = map[Field]string{}
	}
	marks[f] = origin + ":" + hex.EncodeToString(sum.Sum(nil)[:4])
	m.marks = marks
}

//go:embed models/*.model
var shippedModels embed.FS

var shippedOnce = sync.OnceValue(func() Models {
	read := func(name string) *classify.Model {
		b, err := shippedModels.ReadFile("models/" + name)
		if err == nil {
			var m *classify.Model
			if m, err = classify.Read(bytes.NewReader(b)); err == nil {
				return m
			}
		}
		panic(fmt.Errorf("model %s: %w", name, err)) // it comes with the program; a test reads it
	}
	m := Models{Kind: read("kind.model"), Topic: read("topic.model")}
	m.mark(Kind, "shipped", m.Kind)
	m.mark(Topic, "shipped", m.Topic)
	return m
})

// Shipped returns the models that come with the program.
func Shipped() Models { return shippedOnce() }

// kindLabels are the kinds by the words that training rows may call them.
var kindLabels = map[string]string{
	"consult": "咨询", "suggest": "建议", "complain": "投诉", "help": "求助", "report": "举报",
}

// Open returns the models of an office: those in the folder kind.model, topic.model
// and department.model, the shipped ones where there is none. A file that cannot be
// used is reported, and the shipped model works in its place.
func Open(folder string) (Models, error) {
	out := Shipped()
	var wrong []error
	for f, slot := range map[Field]**classify.Model{Kind: &out.Kind, Topic: &out.Topic, Department: &out.Department} {
		name := string(f) + ".model"
		m, err := classify.Load(filepath.Join(folder, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s：%w", name, err))
		case f == Kind && !onlyKinds(m.Card().Labels):
			wrong = append(wrong, fmt.Errorf("%s：标签应是 consult、suggest、complain、help、report", name))
		default:
			*slot = m
			out.mark(f, "own", m)
		}
	}
	slices.SortFunc(wrong, func(a, b error) int { return bytes.Compare([]byte(a.Error()), []byte(b.Error())) })
	return out, errors.Join(wrong...)
}

// Install checks a model file and puts it in the place of one of an office's.
func Install(folder string, field Field, m *classify.Model) error {
	if field != Kind && field != Topic && field != Department {
		return fmt.Errorf("%s不用模型", field.Label())
	}
	if field == Kind && !onlyKinds(m.Card().Labels) {
		return errors.New("标签应是 consult、suggest、complain、help、report")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return m.Save(filepath.Join(folder, string(field)+".model"))
}

func onlyKinds(labels []string) bool {
	return !slices.ContainsFunc(labels, func(label string) bool { return kindLabels[label] == "" })
}
