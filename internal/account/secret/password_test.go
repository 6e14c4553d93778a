package secret

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/errs"
)

var cheapest = Argon2{Time: 1, Memory: 8, Threads: 1}

func TestAPasswordHasItsOwnHashOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		right, other := rapid.String().Draw(t, "right"), rapid.String().Draw(t, "other")
		hash, err := cheapest.Hash(right, rand.Reader)
		require.NoError(t, err)
		require.True(t, VerifyPassword(hash, right))
		require.Equal(t, right == other, VerifyPassword(hash, other))
		again, err := cheapest.Hash(right, rand.Reader)
		require.NoError(t, err)
		require.NotEqual(t, hash, again, "two hashes of one password are alike")
		require.False(t, cheapest.Outdated(hash))
		require.True(t, Argon2{Time: 2, Memory: 8, Threads: 1}.Outdated(hash))
	})
}

func TestADamagedHashMatchesNothing(t *testing.T) {
	t.Parallel()
	hash, err := cheapest.Hash("correct horse", rand.Reader)
	require.NoError(t, err)
	for _, damaged := range []string{
		"", "$$$$$", "correct horse", strings.Replace(hash, "argon2id", "argon2i", 1), strings.Replace(hash, "v=19", "v=16", 1),
		strings.Replace(hash, "t=1", "t=0", 1), strings.Replace(hash, "p=1", "p=0", 1), hash[:len(hash)-3], hash + "A", hash + "$",
	} {
		require.False(t, VerifyPassword(damaged, "correct horse"), damaged)
	}
}

func TestWeakPasswordsAreRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	for password, reason := range map[string]string{
		"":                         "至少 10 个字",
		"九个汉字组成的密码":                "至少 10 个字",
		strings.Repeat("长密码呀", 33): "最多 128 个字",
		"my-ZhangSan-2026":         "不能包含账号",
		"ababababababab":           "反复组成",
		"Password123":              "太常见",
		"QWERTYUIOP123":            "太常见",
		"abc\xffdefghijk":          "无法识别",
	} {
		err := CheckPassword(password, "zhangsan")
		require.ErrorContains(t, err, reason, password)
		require.Equal(t, errs.Invalid, errs.KindOf(err))
	}
	for _, good := range []string{"Yikou-demo-2026", "correct horse battery", "十个汉字组成的一句话好"} {
		require.NoError(t, CheckPassword(good, "zhangsan"), good)
	}
}

func TestTheListOfCommonPasswordsHoldsOnlyWhatTheOtherRulesLetPass(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for line := range strings.Lines(commonPasswords) {
		word := strings.TrimSpace(line)
		require.GreaterOrEqual(t, len([]rune(word)), minPassword, word)
		require.Equal(t, strings.ToLower(word), word)
		require.False(t, seen[word], word)
		seen[word] = true
	}
	require.Greater(t, len(seen), 80)
}

func TestRandomSecretsUseEveryLetterAndDigitAlike(t *testing.T) {
	t.Parallel()
	letters, digits := map[rune]int{}, map[rune]int{}
	for range 2000 {
		password, err := InitialPassword(rand.Reader)
		require.NoError(t, err)
		require.NoError(t, CheckPassword(password, "zhangsan"))
		code, err := NewCode(rand.Reader)
		require.NoError(t, err)
		require.Len(t, code, 6)
		for _, r := range strings.ReplaceAll(password, "-", "") {
			letters[r]++
		}
		for _, r := range code {
			digits[r]++
		}
	}
	require.Len(t, letters, len(initialAlphabet))
	require.Len(t, digits, 10)
	for r, n := range letters { // 40,000 draws of 31: six standard deviations
		require.InDelta(t, 40000/31, n, 220, string(r))
	}
	for r, n := range digits { // 12,000 draws of 10
		require.InDelta(t, 1200, n, 200, string(r))
	}
}

func TestASourceOfRandomnessThatRunsDryIsNotPaddedWithZeros(t *testing.T) {
	t.Parallel()
	_, _, err := NewToken(bytes.NewReader(make([]byte, 31)))
	require.Error(t, err)
	_, err = NewCode(bytes.NewReader(make([]byte, 2)))
	require.Error(t, err)
	_, err = InitialPassword(bytes.NewReader(make([]byte, 3)))
	require.Error(t, err)
	_, err = cheapest.Hash("x", bytes.NewReader(make([]byte, 15)))
	require.Error(t, err)
}
