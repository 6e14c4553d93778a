package enterprise_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/seal"
)

func sealed(t testing.TB, b bundle) {
	t.Helper()
	keys, err := seal.LoadOrCreate(filepath.Join(t.TempDir(), "keys"), seal.AES256GCM)
	require.NoError(t, err)
	b.Contacts.Sealer = seal.New(keys)
}

func TestAContactIsShownMaskedAndAMaskedFormKeepsWhatIsStored(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		sealed(t, b)
		three(t, b)
		clerk := staff(t, kernel.ReachAll, "")
		c, err := b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), "", 0, record.ContactForm{Role: "经办人", Name: "示例三", Phone: "190 0000 1234"})
		require.NoError(t, err)
		require.Equal(t, "示**", c.Name)
		require.Equal(t, "190****1234", c.Phone)
		changed, err := b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), c.ID, c.Version, record.ContactForm{Role: "财务", Name: c.Name, Phone: c.Phone})
		require.NoError(t, err)
		require.Equal(t, "财务", changed.Role)
		for phone, want := range map[string][]string{"+86 19000001234": {code(t, 1)}, "19000001235": {}} {
			found, err := b.Contacts.ByPhone(clerk, phone)
			require.NoError(t, err)
			codes := []string{}
			for _, m := range found {
				codes = append(codes, m.USCC)
			}
			require.Equal(t, want, codes, phone)
		}
		_, err = b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), c.ID, c.Version, record.ContactForm{Role: "财务"})
		require.ErrorIs(t, err, contact.ErrStale)
		_, err = b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), c.ID, changed.Version, record.ContactForm{Role: "财务", Phone: "190****9999"})
		require.ErrorIs(t, err, contact.ErrForm, "a mask that is not the one shown is no number")
		_, err = b.Contacts.Save(clerk, contact.PermEdit, code(t, 2), c.ID, changed.Version, record.ContactForm{Role: "财务"})
		require.ErrorIs(t, err, contact.ErrNotFound)
		_, err = b.Contacts.Save(staff(t, kernel.ReachDivisionSubtree, "370200"), contact.PermEdit, code(t, 1), "", 0, record.ContactForm{Role: "x", Name: "示例", Phone: "19000001234"})
		require.ErrorIs(t, err, enterprise.ErrNotFound)
		details, err := b.Get(clerk, code(t, 1))
		require.NoError(t, err)
		require.Len(t, details.Contacts, 1)
		require.Equal(t, "190****1234", details.Contacts[0].Phone)
	})
}

func TestNoPhoneNumberStandsInTheDatabaseFile(t *testing.T) {
	t.Parallel()
	address := dbtest.URL(t, db.SQLite)
	d, err := db.Open(t.Context(), address, db.Options{})
	require.NoError(t, err)
	b := setup(t, d)
	sealed(t, b)
	three(t, b)
	_, err = b.Contacts.Save(staff(t, kernel.ReachAll, ""), contact.PermEdit, code(t, 1), "", 0, record.ContactForm{Role: "经办人", Name: "示例三", Phone: "19000004321"})
	require.NoError(t, err)
	require.NoError(t, d.Close())
	files, err := filepath.Glob(address[len("sqlite:"):] + "*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		require.True(t, bytes.Contains(content, []byte("190****4321")) || len(content) == 0 || len(files) > 1)
		require.False(t, bytes.Contains(content, []byte("19000004321")), name)
		require.False(t, bytes.Contains(content, []byte("示例三")), name)
	}
}

// witness lets everything be shown, and nothing be kept.
type witness struct{}

func (witness) Reveal(ctx context.Context, _ contact.Reason, load func(context.Context) (contact.Shown, error)) (int64, error) {
	_, err := load(ctx)
	return 1, err
}

func (witness) Left(context.Context) (int64, error) { return 1, nil }

func TestWhateverWasEnteredASavedMaskNeverDestroysIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		sealed(t, b)
		b.Contacts.Ledger = witness{}
		three(t, b)
		clerk := staff(t, kernel.ReachAll, "")
		c, err := b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), "", 0, record.ContactForm{Role: "经办人", Name: "示例", Phone: "19000000000"})
		require.NoError(t, err)
		rapid.Check(t, func(r *rapid.T) {
			name := rapid.StringOfN(rapid.RuneFrom([]rune("张王李赵欧阳·示例ABé")), 1, 12, -1).Draw(r, "name")
			phone := rapid.StringMatching(`(\+86 )?1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{7,15}`).Draw(r, "phone")
			entered, err := b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), c.ID, c.Version, record.ContactForm{Role: "财务", Name: name, Phone: phone})
			require.NoError(r, err)
			before, err := b.Contacts.Reveal(clerk, code(t, 1), c.ID, []string{"name", "phone"}, contact.Reason{})
			require.NoError(r, err)
			require.Equal(r, name, before.Name)
			require.Equal(r, seal.NormalPhone(phone), before.Phone)
			form := record.ContactForm{Role: "法务", Name: entered.Name, Phone: entered.Phone}
			if rapid.Bool().Draw(r, "emptied") {
				form.Name = ""
			}
			c, err = b.Contacts.Save(clerk, contact.PermEdit, code(t, 1), c.ID, entered.Version, form)
			require.NoError(r, err)
			after, err := b.Contacts.Reveal(clerk, code(t, 1), c.ID, []string{"name", "phone"}, contact.Reason{})
			require.NoError(r, err)
			require.Equal(r, before, after)
		})
	})
}
