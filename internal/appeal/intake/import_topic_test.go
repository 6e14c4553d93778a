package intake_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestATopicOfAnotherSystemStandsApartFromOurs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, err := b.Import(staff(t, kernel.ReachAll, intake.PermImport), intake.Hotline, strings.NewReader(strings.Join([]string{
			`{"external_no":"T1","text":"发票额度不够用的一件。","topic":"tax.invoice.quota"}`,
			`{"external_no":"T2","text":"别的系统编码的一件。","topic":"b12.04"}`,
			`{"external_no":"T3","text":"别的系统词语的一件。","topic":" 市容环境 "}`,
		}, "\n")))
		require.NoError(t, err)
		for no, want := range map[string][2]string{"T1": {"tax.invoice.quota", ""}, "T2": {"", "b12.04"}, "T3": {"", "市容环境"}} {
			c, err := b.BySource(t.Context(), appeal.Source{System: intake.Hotline, No: no})
			require.NoError(t, err)
			require.Equal(t, want, [2]string{c.Topic, c.Source.Topic}, no)
		}
		var stored string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT source_topic_sealed FROM appeal_case WHERE source_no = ?`, "T3").Scan(&stored))
		require.NotContains(t, stored, "市容", "what others write may name people")
	})
}
