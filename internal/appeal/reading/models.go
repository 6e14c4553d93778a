package reading

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/platform/classify"
)

// Models are what kind, topic and department are read with. Department is nil
// unless an office trained one of its own; its labels are the codes or names of
// its departments.
type Models struct{ Kind, Topic, Department *classify.Model }

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
	return Models{Kind: read("kind.model"), Topic: read("topic.model")}
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
	for name, slot := range map[string]**classify.Model{"kind.model": &out.Kind, "topic.model": &out.Topic, "department.model": &out.Department} {
		m, err := classify.Load(filepath.Join(folder, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s：%w", name, err))
		case name == "kind.model" && !onlyKinds(m.Card().Labels):
			wrong = append(wrong, fmt.Errorf("%s：标签应是 consult、suggest、complain、help、report", name))
		default:
			*slot = m
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
