package secret

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/errs"
)

func TestWhoeverGuessesByNamePlaceAndYearGuessesInVain(t *testing.T) {
	t.Parallel()
	owner := Owner{Login: "zhouyan", Words: []string{"周妍示", "望渚区企业服务中心", "望渚区", "望渚", "Wangzhu"}}
	for password, reason := range map[string]string{
		"望渚区企业服务中心2026":     "不能只由",
		"周妍示@望渚区2026!!":     "不能只由",
		"Wangzhu@2026!":     "不能只由",
		"WANGZHU-123456":    "不能只由",
		"Zhouyan#2026-ok":   "不能包含账号",
		"P@ssw0rd2031":      "太常见",
		"passw0rd!!!!":      "太常见",
		"2026Password2026":  "太常见",
		"Adm1n1strator":     "太常见",
		"Qwertyuiop2026!":   "太常见",
		"Iloveyou@521":      "太常见",
		"W3lcome2027!!":     "太常见",
		"Zhongguo@1949":     "太常见",
		"Sunshine2026##":    "太常见",
		"Zhengwu_2026_2026": "太常见",
	} {
		for _, profile := range Profiles {
			err := profile.Check(password, owner)
			require.ErrorContains(t, err, reason, "%s under %s", password, profile)
			require.Equal(t, errs.Invalid, errs.KindOf(err))
		}
	}
	for _, good := range []string{"Lantern-7-river", "望渚 Lantern 7 河灯", "Password-Lantern-7", "Yikou-demo-2026"} {
		for _, profile := range Profiles {
			require.NoError(t, profile.Check(good, owner), "%s under %s", good, profile)
		}
	}
}

func TestTheProfilesClashWhereTheirSourcesDo(t *testing.T) {
	t.Parallel()
	// GB/T 22239-2019, 8.1.4.1 a against OWASP ASVS 5.0, 6.2.4 and 6.2.10.
	for password, ok := range map[string]bool{
		"correct horse battery": false, "lantern7river": false, "LANTERNRIVER7": false,
		"Lantern7river": true, "lantern 7 river": true, "十个汉字组成的一句话好": false,
	} {
		require.NoError(t, ASVS.Check(password, Owner{Login: "zhang"}), password)
		require.Equal(t, ok, Dengbao.Check(password, Owner{Login: "zhang"}) == nil, password)
	}
	now := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
	for age, expired := range map[time.Duration]bool{
		0: false, 90*24*time.Hour - time.Microsecond: false, 90 * 24 * time.Hour: true, 1000 * 24 * time.Hour: true,
	} {
		require.Equal(t, expired, Dengbao.Expired(now.Add(-age), now), age)
		require.False(t, ASVS.Expired(now.Add(-age), now), age)
	}
	require.Equal(t, 5, Dengbao.Remembers())
	require.Zero(t, ASVS.Remembers())
	require.False(t, Profile("").Known())
}

func TestDigitsAloneAreJudgedByTheListAndNotByTheirLetters(t *testing.T) {
	t.Parallel()
	require.NoError(t, ASVS.Check("83920175640192", Owner{Login: "zhang", Words: []string{"望渚"}}))
	require.Error(t, ASVS.Check("望渚83920175640192", Owner{Login: "zhang", Words: []string{"望渚"}}))
}
