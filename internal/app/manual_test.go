package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/config"
)

func document(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	require.NoError(t, err)
	return string(text)
}

func TestEveryLinkOfTheDocumentsLeadsSomewhere(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	found := 0
	look := func(name string) {
		for _, m := range link.FindAllStringSubmatch(document(t, name), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			found++
			_, err := os.Stat(filepath.Join("../..", filepath.Dir(name), target))
			assert.NoError(t, err, "%s points to %s", name, m[1])
		}
	}
	look("README.md")
	look("README.en.md")
	require.NoError(t, filepath.WalkDir("../../docs", func(name string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if filepath.Ext(name) == ".md" {
			look(strings.TrimPrefix(filepath.ToSlash(name), "../../"))
		}
		return nil
	}))
	require.Greater(t, found, 20)
}

func TestEveryTestThatTheDocumentsNameExists(t *testing.T) {
	t.Parallel()
	var tests strings.Builder
	for _, top := range []string{"../../internal", "../../migrations"} {
		require.NoError(t, filepath.WalkDir(top, func(name string, _ fs.DirEntry, err error) error {
			require.NoError(t, err)
			if strings.HasSuffix(name, "_test.go") {
				text, err := os.ReadFile(name)
				require.NoError(t, err)
				tests.Write(text)
			}
			return nil
		}))
	}
	for _, name := range []string{"docs/security.md", "docs/proofs.md", "docs/architecture.md"} {
		for _, m := range regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)").FindAllStringSubmatch(document(t, name), -1) {
			assert.Contains(t, tests.String(), "\nfunc "+m[1], name)
		}
	}
}

func TestDecisionsAreNumberedWithoutHolesAndAllListed(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("../../docs/adr")
	require.NoError(t, err)
	index := document(t, "docs/adr/README.md")
	n := 0
	for _, e := range entries {
		if e.Name() == "README.md" {
			continue
		}
		n++
		require.Regexp(t, `^\d{4}-[a-z0-9-]+\.md$`, e.Name())
		number := e.Name()[:4]
		require.Equal(t, n, int(number[0]-'0')*1000+int(number[1]-'0')*100+int(number[2]-'0')*10+int(number[3]-'0'), "%s: a number is missing or taken twice", e.Name())
		require.Equal(t, 1, strings.Count(index, "["+number+"]("+e.Name()+")"), "%s does not stand in the list", e.Name())
	}
}

// untried are commands of the documents that no script runs, with the reason.
var untried = map[string]string{
	"serve":       "the tests of the whole program start it",
	"bench match": "takes minutes; make bench runs it",
}

// The scripts are those of testdata/script. What a document tells somebody to
// type has been typed.
func TestEveryCommandOfTheDocumentsIsRunByAScript(t *testing.T) {
	t.Parallel()
	var scripts strings.Builder
	names, err := filepath.Glob("testdata/script/*.txtar")
	require.NoError(t, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		scripts.Write(text)
	}
	command := regexp.MustCompile(`(?m)(?:^|exec |bin/|\x60)yikou((?: --(?:data|database|config) \S+| --json)*) ([a-z]+)(?: ([a-z]+))?(?:[ \x60\n]|$)`)
	called := func(text string) (list []string) {
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			list = append(list, strings.TrimSpace(m[2]+" "+m[3]))
		}
		return list
	}
	tried := called(scripts.String())
	said := 0
	for _, name := range []string{"README.md", "README.en.md", "docs/operations.md"} {
		for _, block := range regexp.MustCompile("(?s)```sh\n.*?```|`yikou [^`\n]+`").FindAllString(document(t, name), -1) {
			for _, c := range called(block) {
				said++
				if untried[c] == "" && untried[strings.Fields(c)[0]] == "" {
					assert.Contains(t, tried, c, name)
				}
			}
		}
	}
	require.Greater(t, said, 25)
}

// keysOf are the YAML keys of the settings, and the variables that give them.
func keysOf(settings reflect.Type, prefix string) (keys []string) {
	for i := range settings.NumField() {
		f := settings.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Tag.Get("env") != "":
			keys = append(keys, prefix+name, f.Tag.Get("env"))
		case f.Type.Kind() == reflect.Struct && prefix == "":
			keys = append(keys, keysOf(f.Type, name+".")...)
		}
	}
	return keys
}

func TestTheManualNamesEverySettingAndItsExamplesAreTaken(t *testing.T) {
	t.Parallel()
	manual := document(t, "docs/operations.md")
	_, table, _ := strings.Cut(manual, "## 配置")
	table, _, _ = strings.Cut(table, "\n## ")
	keys := keysOf(reflect.TypeFor[config.Config](), "")
	require.Greater(t, len(keys), 30)
	for _, key := range keys {
		if !strings.HasPrefix(key, "notify.") && !strings.HasPrefix(key, "YIKOU_NOTIFY_") { // a chapter of its own
			assert.Contains(t, table, "`"+key+"`", "a setting that the manual does not name")
		}
	}
	for _, m := range regexp.MustCompile("`(YIKOU_[A-Z_]+)`").FindAllStringSubmatch(table, -1) {
		assert.True(t, slices.Contains(keys, m[1]), "the manual names %s, which nothing reads", m[1])
	}

	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(manual, -1)
	require.Len(t, examples, 2)
	folder := t.TempDir()
	for _, e := range examples {
		text := strings.ReplaceAll(e[1], "/etc/yikou/", folder+"/")
		for _, secret := range regexp.MustCompile(regexp.QuoteMeta(folder)+`/([a-z-]+)`).FindAllStringSubmatch(text, -1) {
			require.NoError(t, os.WriteFile(filepath.Join(folder, secret[1]), []byte("words-of-a-test\n"), 0o600))
		}
		name := filepath.Join(folder, "example.yaml")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		var environ []string
		for _, m := range regexp.MustCompile(`client_secret_env: (\w+)`).FindAllStringSubmatch(text, -1) {
			environ = append(environ, m[1]+"=words-of-a-test")
		}
		settings, err := config.Load(name, environ)
		require.NoError(t, err, text)
		require.NoError(t, settings.Validate(), text)
	}
}
