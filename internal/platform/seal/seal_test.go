package seal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/seal"
)

func key(b byte) []byte { return []byte(strings.Repeat(string(rune(b)), 32)) }

func sealer(t require.TestingT, active string, ids ...string) *seal.Sealer {
	keys := map[string][]byte{}
	for _, id := range append(ids, active) {
		keys[id] = key(id[len(id)-1])
	}
	ring, err := seal.NewKeyring(keys, active, key('r'))
	require.NoError(t, err)
	return seal.New(ring)
}

func place(t *rapid.T, label string) seal.Place {
	part := rapid.StringN(0, 12, 40)
	return seal.Place{Table: part.Draw(t, label+" table"), Column: part.Draw(t, label+" column"), Row: part.Draw(t, label+" row")}
}

func TestWhatIsSealedOpensInItsPlaceAndNowhereElse(t *testing.T) {
	t.Parallel()
	s := sealer(t, "k1")
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.String().Draw(t, "value")
		here, there := place(t, "here"), place(t, "there")
		sealed, err := s.Seal(here, value)
		require.NoError(t, err)
		opened, err := s.Open(here, sealed)
		require.NoError(t, err)
		require.Equal(t, value, opened)
		if here != there {
			_, err = s.Open(there, sealed)
			require.ErrorIs(t, err, seal.ErrBroken)
		}
		again, err := s.Seal(here, value)
		require.NoError(t, err)
		require.NotEqual(t, sealed, again)
	})
}

func TestPartsOfAPlaceCannotBeShifted(t *testing.T) {
	t.Parallel()
	s := sealer(t, "k1")
	sealed, err := s.Seal(seal.Place{Table: "ab", Column: "c", Row: "d"}, "x")
	require.NoError(t, err)
	_, err = s.Open(seal.Place{Table: "a", Column: "bc", Row: "d"}, sealed)
	require.ErrorIs(t, err, seal.ErrBroken)
}

func TestEveryChangedCharacterIsNoticed(t *testing.T) {
	t.Parallel()
	s := sealer(t, "k1", "k2")
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	sealed, err := s.Seal(here, "13800001234")
	require.NoError(t, err)
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for i := range sealed {
		for _, c := range alphabet {
			forged := sealed[:i] + string(c) + sealed[i+1:]
			if forged == sealed {
				continue
			}
			_, err := s.Open(here, forged)
			require.Error(t, err, "character %d replaced by %c", i, c)
		}
	}
	for i := range sealed {
		_, err := s.Open(here, sealed[:i])
		require.Error(t, err)
	}
	_, err = s.Open(here, sealed+"A")
	require.Error(t, err)
}

func TestARotatedKeyStillOpensAndResealMovesToTheActiveOne(t *testing.T) {
	t.Parallel()
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	old, err := sealer(t, "k1").Seal(here, "张三")
	require.NoError(t, err)
	both := sealer(t, "k2", "k1")
	moved, changed, err := both.Reseal(here, old)
	require.NoError(t, err)
	require.True(t, changed)
	id, err := seal.KeyOf(moved)
	require.NoError(t, err)
	require.Equal(t, "k2", id)
	same, changed, err := both.Reseal(here, moved)
	require.NoError(t, err)
	require.False(t, changed)
	require.Equal(t, moved, same)
	value, err := sealer(t, "k2").Open(here, moved)
	require.NoError(t, err)
	require.Equal(t, "张三", value)
	_, err = sealer(t, "k2").Open(here, old)
	require.ErrorIs(t, err, seal.ErrUnknownKey)
}

func TestTheBlindIndexFindsEqualValuesOfOneColumnOnly(t *testing.T) {
	t.Parallel()
	s := sealer(t, "k1")
	index := func(s *seal.Sealer, column, phone string) string {
		sum, err := s.Index("enterprise_contact", column, seal.NormalPhone(phone))
		require.NoError(t, err)
		require.Len(t, sum, 64)
		return sum
	}
	want := index(s, "phone", "13800001234")
	for _, same := range []string{"138 0000 1234", "+86 138-0000-1234", "１３８００００１２３４", "008613800001234"} {
		require.Equal(t, want, index(s, "phone", same), same)
	}
	require.NotEqual(t, want, index(s, "phone", "13800001235"))
	require.NotEqual(t, want, index(s, "fax", "13800001234"))
	require.Equal(t, want, index(sealer(t, "k2", "k1"), "phone", "13800001234"), "rotation keeps the index")
	require.Equal(t, "91370200MA3TEST00X", seal.NormalCode("９1370200 ma3test-00x"))
}

func TestDerivedKeysDifferByPurposeAndStayTheSame(t *testing.T) {
	t.Parallel()
	ring, err := seal.NewKeyring(map[string][]byte{"a": key('a')}, "a", key('r'))
	require.NoError(t, err)
	one, err := ring.Derive("cursor")
	require.NoError(t, err)
	two, err := ring.Derive("code")
	require.NoError(t, err)
	again, err := ring.Derive("cursor")
	require.NoError(t, err)
	require.Len(t, one, 32)
	require.NotEqual(t, one, two)
	require.Equal(t, one, again)
}

func TestAKeyFileIsMadeOnceForItsOwnerAndGrowsByRotation(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys", "seal.json")
	_, err := seal.Load(path)
	require.ErrorIs(t, err, fs.ErrNotExist)
	rings := make([]*seal.Keyring, 4)
	var group sync.WaitGroup
	for i := range rings { // programs that start at once agree
		group.Go(func() {
			ring, err := seal.LoadOrCreate(path, seal.AES256GCM)
			if err == nil {
				rings[i] = ring
			}
		})
	}
	group.Wait()
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	sealed, err := seal.New(rings[0]).Seal(here, "x")
	require.NoError(t, err)
	for _, ring := range rings {
		require.NotNil(t, ring)
		_, err := seal.New(ring).Open(here, sealed)
		require.NoError(t, err)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())

	before := rings[0].Active()
	rotated, err := seal.Rotate(path, seal.SM4GCM)
	require.NoError(t, err)
	require.NotEqual(t, before, rotated)
	for _, ring := range rings { // running programs follow
		require.Equal(t, rotated, ring.Active())
		_, err = seal.New(ring).Open(here, sealed)
		require.NoError(t, err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no half-written file stays")

	require.NoError(t, os.Chmod(path, 0o640))
	_, err = seal.LoadOrCreate(path, seal.AES256GCM)
	require.ErrorContains(t, err, "chmod 600")
	require.NoError(t, os.Chmod(path, 0o600))
	require.NoError(t, os.WriteFile(path, []byte(`{"version":1,"active":"gone","keys":{},"root":""}`), 0o600))
	_, err = seal.LoadOrCreate(path, seal.AES256GCM)
	require.ErrorContains(t, err, "已损坏")
}

func TestMasksShowWhatTheySay(t *testing.T) {
	t.Parallel()
	for mask, cases := range map[string]map[string]string{
		"phone":   {"13812341234": "138****1234", " 13812341234 ": "138****1234", "0532-88881234": "053******1234", "8888123": "*******", "": ""},
		"name":    {"张三丰": "张**", "李四": "李*", "欧阳修远": "欧**", "王": "*", "": ""},
		"id":      {"370202199001011234": "370***********1234", "370202900101123": "370********1123", "G12345678": "*********", "": ""},
		"account": {"6222020200012345678": "********5678", "12345678": "********", "": ""},
		"address": {
			"山东省青岛市市南区香港中路1号": "山东省青岛市市南区****", "青岛市即墨市通济街2号": "青岛市即墨市****", "香港中路1号": "****",
			"某某县城关镇3号": "某某县****", "北京市海淀区区政府路8号": "北京市海淀区****", "": "",
		},
	} {
		masks := map[string]func(string) string{
			"phone": seal.MaskPhone, "name": seal.MaskName, "id": seal.MaskIDNumber, "account": seal.MaskBankAccount, "address": seal.MaskAddress,
		}
		for value, want := range cases {
			require.Equal(t, want, masks[mask](value), "%s %q", mask, value)
		}
	}
}

func TestAMaskNeverShowsMiddleDigits(t *testing.T) {
	t.Parallel()
	shown := regexp.MustCompile(`^(\d{0,3})(\*+)(\d{0,4})$`)
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{1,24}`).Draw(t, "number")
		for _, mask := range []func(string) string{seal.MaskPhone, seal.MaskIDNumber, seal.MaskBankAccount} {
			parts := shown.FindStringSubmatch(mask(number))
			require.NotNil(t, parts, "%s of %s", mask(number), number)
			require.GreaterOrEqual(t, len(number)-len(parts[1])-len(parts[3]), min(4, len(number)), "%s of %s", mask(number), number)
		}
	})
}

func TestAMaskedFormHandedBackIsRecognised(t *testing.T) {
	t.Parallel()
	require.True(t, seal.MaskedUnchanged("138****1234", " 138****1234 "))
	require.False(t, seal.MaskedUnchanged("138****1234", "13912345678"))
	require.False(t, seal.MaskedUnchanged("", ""))
	require.True(t, seal.LooksMasked("138****1235"))
	require.True(t, seal.LooksMasked("138＊＊1235"))
	require.False(t, seal.LooksMasked("13812351235"))
}

func FuzzOpenRefusesWhatWasNotSealed(f *testing.F) {
	s := sealer(f, "k1")
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	good, err := s.Seal(here, "value")
	require.NoError(f, err)
	for _, seed := range []string{"", "AQ", "AQJr", good, good[:20], "!!", strings.Repeat("A", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sealed string) {
		value, err := s.Open(here, sealed)
		if err == nil && value != "value" { // each process of the fuzzer seals its own seed
			t.Fatalf("%q opened as %q", sealed, value)
		}
	})
}

func TestTheTextsOfARowOpenInItsColumnsAndTheFirstFailureStays(t *testing.T) {
	t.Parallel()
	row := sealer(t, "k1").Row("visit", "7")
	name, none := row.Put("name", "王示例"), row.Put("note", "")
	require.NoError(t, row.Err())
	require.NotContains(t, name, "王示例")
	require.Empty(t, none)
	var opened string
	row.Take("name", name, &opened)
	require.NoError(t, row.Err())
	require.Equal(t, "王示例", opened)
	row.Take("note", name, &opened)
	require.ErrorIs(t, row.Err(), seal.ErrBroken)
	require.Equal(t, "王示例", opened, "left alone")
	row.Take("name", name, &opened)
	require.ErrorIs(t, row.Err(), seal.ErrBroken)
	require.Empty(t, row.Put("name", "李示例"))
}
