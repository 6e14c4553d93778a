package uscc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/uscc"
)

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

func genPrefix(t *rapid.T) string {
	var b strings.Builder
	for range 17 {
		b.WriteByte(rapid.SampledFrom([]byte(alphabet)).Draw(t, "char"))
	}
	return b.String()
}

func TestAnySeventeenCharactersAndTheirCheckCharacterAreAValidCode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		prefix := genPrefix(t)
		check, err := uscc.CheckDigit(prefix)
		require.NoError(t, err)
		code, err := uscc.Parse(prefix + string(check))
		require.NoError(t, err)
		require.True(t, code.CheckValid())
		same, err := uscc.FromPrefix(strings.ToLower(prefix))
		require.NoError(t, err)
		require.Equal(t, code, same)
	})
}

func TestASingleChangedCharacterIsDetected(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code, err := uscc.FromPrefix(genPrefix(t))
		require.NoError(t, err)
		at := rapid.IntRange(0, uscc.Length-1).Draw(t, "position")
		for _, c := range []byte(alphabet) {
			if c == code[at] {
				continue
			}
			changed, err := uscc.Parse(string(code[:at]) + string(c) + string(code[at+1:]))
			require.NoError(t, err)
			require.False(t, changed.CheckValid(), "%s for %s", changed, code)
		}
	})
}

func TestACodeIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	want, err := uscc.Synthetic(uscc.KindEnterprise, "990101", 12345)
	require.NoError(t, err)
	s := string(want)
	full := strings.Map(func(r rune) rune { return r - '!' + '！' }, s)
	for _, in := range []string{s, strings.ToLower(s), "  " + s + "\t", "\ufeff" + s, full, "\u200b" + s + "\r\n", "\u00a0" + s + "　"} {
		got, err := uscc.Parse(in)
		require.NoError(t, err, "%q", in)
		require.Equal(t, want, got)
	}
}

func TestWrongLengthAndWrongAlphabetAreToldApart(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]error{
		"":                    uscc.ErrLength,
		"91370102MA3C":        uscc.ErrLength,
		"9137010200000000001": uscc.ErrLength,
		"统一社会信用代码":            uscc.ErrLength,
		"91370102000000000I":  uscc.ErrAlphabet,
		"9137010200000O0000":  uscc.ErrAlphabet,
		"91370102 000000000":  uscc.ErrAlphabet,
		"91370102-00000000X":  uscc.ErrAlphabet,
		"9137010200000000é0":  uscc.ErrAlphabet,
		"一二三四五六七八九十一二三四五六七八": uscc.ErrAlphabet,
	} {
		_, err := uscc.Parse(in)
		require.ErrorIs(t, err, want, "%q", in)
	}
	for _, in := range []string{"", "123", strings.Repeat("1", 18)} {
		_, err := uscc.CheckDigit(in)
		require.ErrorIs(t, err, uscc.ErrLength)
		_, err = uscc.FromPrefix(in)
		require.ErrorIs(t, err, uscc.ErrLength)
	}
	_, err := uscc.CheckDigit(strings.Repeat("S", 17))
	require.ErrorIs(t, err, uscc.ErrAlphabet)
}

func TestAWrongCheckCharacterIsNoError(t *testing.T) {
	t.Parallel()
	code, err := uscc.FromPrefix("91990101000000019")
	require.NoError(t, err)
	wrong := byte('0')
	if code[17] == wrong {
		wrong = '1'
	}
	got, err := uscc.Parse(string(code[:17]) + string(wrong))
	require.NoError(t, err)
	require.False(t, got.CheckValid())
}

func TestTheCodeSaysWhoRegisteredWhomAndWhere(t *testing.T) {
	t.Parallel()
	code, err := uscc.Synthetic(uscc.KindCooperative, "370102", 7)
	require.NoError(t, err)
	require.True(t, code.CheckValid())
	require.True(t, code.OrganisationValid())
	require.Equal(t, uscc.OrganMarket, code.Organ())
	require.Equal(t, "市场监督管理", code.Organ().Name())
	require.Equal(t, uscc.KindCooperative, code.Kind())
	require.Equal(t, "农民专业合作社", code.Kind().Name())
	division, ok := code.Division()
	require.True(t, ok)
	require.Equal(t, "370102", division)
	require.Equal(t, "00000007", code.Organisation()[:8])

	letters, err := uscc.FromPrefix("91ABCDEF000000019")
	require.NoError(t, err)
	_, ok = letters.Division()
	require.False(t, ok)
	require.Empty(t, uscc.Code("x").Organisation())
	require.Empty(t, uscc.Code("x").Kind())
	require.Zero(t, uscc.Code("x").Organ())
	require.False(t, uscc.Code("x").CheckValid())
	require.False(t, uscc.Code("x").OrganisationValid())
	_, ok = uscc.Code("x").Division()
	require.False(t, ok)
}

// The example that guides to GB 32100-2015 work through.
func TestThePublishedExampleIsValid(t *testing.T) {
	t.Parallel()
	code, err := uscc.Parse("91350100M000100Y43")
	require.NoError(t, err)
	require.True(t, code.CheckValid())
	require.True(t, code.OrganisationValid())
}

func TestSyntheticCodesAreValidAndDiffer(t *testing.T) {
	t.Parallel()
	seen := map[uscc.Code]bool{}
	for i := range uint32(2000) {
		code, err := uscc.Synthetic(uscc.KindEnterprise, "990101", i)
		require.NoError(t, err)
		require.True(t, code.CheckValid())
		require.True(t, code.OrganisationValid())
		require.False(t, seen[code])
		seen[code] = true
	}
	_, err := uscc.Synthetic("9", "990101", 1)
	require.ErrorIs(t, err, uscc.ErrLength)
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"91350100M000100Y43", "９１", "", "\xff\xfe", strings.Repeat("界", 18)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := uscc.Parse(s)
		if err != nil {
			require.Empty(t, code)
			return
		}
		require.Len(t, string(code), uscc.Length)
		again, err := uscc.Parse(string(code))
		require.NoError(t, err)
		require.Equal(t, code, again)
		right, err := uscc.FromPrefix(string(code[:17]))
		require.NoError(t, err)
		require.Equal(t, right == code, code.CheckValid())
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		code, _ := uscc.Parse("91350100M000100Y43")
		code.CheckValid()
	}
}
