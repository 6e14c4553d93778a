package strictjson_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

func wide() strictjson.Limits { return strictjson.Limits{Depth: 32, Values: 1000} }

func plain(v strictjson.Value) any {
	switch v.Kind {
	case strictjson.Bool:
		return v.Bool
	case strictjson.Number:
		return v.Num
	case strictjson.String:
		return v.Str
	case strictjson.Array:
		out := []any{}
		for _, i := range v.Items {
			out = append(out, plain(i))
		}
		return out
	case strictjson.Object:
		out := map[string]any{}
		for _, m := range v.Members {
			out[m.Name] = plain(m.Value)
		}
		return out
	default:
		return nil
	}
}

func TestWhatTheStandardLibraryWritesIsReadAsItReadsIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tree := draw(t, 4)
		data, err := json.Marshal(tree)
		require.NoError(t, err)
		got, err := strictjson.Parse(data, wide())
		require.NoError(t, err)
		var want any
		require.NoError(t, json.Unmarshal(data, &want))
		require.Equal(t, want, plain(got))
	})
}

func draw(t *rapid.T, depth int) any {
	kind := rapid.IntRange(0, 5).Draw(t, "kind")
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 0:
		return nil
	case 1:
		return rapid.Bool().Draw(t, "b")
	case 2:
		return rapid.Float64Range(-1e300, 1e300).Draw(t, "n")
	case 3:
		return rapid.String().Draw(t, "s")
	case 4:
		out := []any{}
		for range rapid.IntRange(0, 3).Draw(t, "len") {
			out = append(out, draw(t, depth-1))
		}
		return out
	default:
		out := map[string]any{}
		for range rapid.IntRange(0, 3).Draw(t, "len") {
			out[rapid.StringN(0, 5, -1).Draw(t, "name")] = draw(t, depth-1)
		}
		return out
	}
}

func TestBrokenTextIsRefusedWithLineAndReason(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:                               "没有写完",
		`[1,`:                            "没有写完",
		`[1 2]`:                          "逗号",
		`{"a":1,"a":2}`:                  "「a」写了两次",
		"{\n\"a\":01}":                   "第 2 行",
		`[1e999]`:                        "数字太大",
		`[1.]`:                           "小数点后没有数字",
		`[-]`:                            "数字写法不对",
		`[1e]`:                           "指数没有数字",
		`{a:1}`:                          "带双引号的名称",
		`{"a" 1}`:                        "冒号",
		`["a`:                            "结尾的双引号",
		"[\"a\nb\"]":                     "控制字符",
		`["\x"]`:                         "转义符",
		`["\u12"]`:                       "转义符",
		"[\"\xc6\xf3\xd2\xb5\"]":         "GBK",
		"\xc6\xf3":                       "GBK",
		`[1] 2`:                          "多余的内容",
		`nul`:                            "不是 JSON",
		`{"a":{"b":[1,{"c":x}]}}`:        "（a.b[1].c）",
		`"abc\`:                          "结尾的双引号",
		strings.Repeat(`[`, 10_000):      "嵌套过深：最多 32 层",
		strings.Repeat(`{"a":`, 10_000):  "嵌套过深：最多 32 层",
		`[` + strings.Repeat(`1,`, 2000): "内容过多：最多 1000 个值",
	} {
		_, err := strictjson.Parse([]byte(text), wide())
		require.ErrorContains(t, err, want, "%.40q", text)
	}
}

func TestALargeObjectWithOneNameTwiceIsStillFound(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 40 {
		b.WriteString(`"k` + strings.Repeat("x", i) + `":1,`)
	}
	_, err := strictjson.Parse([]byte(`{`+b.String()+`"last":2}`), wide())
	require.NoError(t, err)
	_, err = strictjson.Parse([]byte(`{`+b.String()+`"kxx":2}`), wide())
	require.ErrorContains(t, err, "「kxx」写了两次")
}

func FuzzParseAgreesWithTheStandardLibrary(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e3,"\u4e00\ud83d\ude00",null,true]}`, `[`, `"\`, "\xef\xbb\xbf{}", `-0`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := strictjson.Parse(data, wide())
		if err != nil {
			return
		}
		var want any
		data = []byte(strings.TrimPrefix(string(data), "\xef\xbb\xbf"))
		require.NoError(t, json.Unmarshal(data, &want), "accepted what is not JSON")
		require.Equal(t, want, plain(v))
	})
}
