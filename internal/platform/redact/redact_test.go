package redact_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/redact"
)

func TestPersonalNumbersAreHiddenAndOtherNumbersStay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                "",
		"19900001234":                     "199******34",
		"+86 199-0000-1234 请回电":           "+861********34 请回电",
		"１９９００００１２３４":                     "199******34",
		"11010519491231002X":              "110*************2X",
		"4111 1111 1111 1111":             "411***********11",
		"913701021234567890":              "913701021234567890",
		"91370102MA3TEST01X":              "91370102MA3TEST01X",
		"济政发〔2024〕17号 2024-01-02":         "济政发〔2024〕17号 2024-01-02",
		"注册资本 70000000000 元":              "注册资本 70000000000 元",
		"19900001234 和 19900005678":       "199******34 和 199******78",
		"2026 19900001234":                "2026 199******34",
		"/enterprises/91370102MA3TEST01X": "/enterprises/91370102MA3TEST01X",
	} {
		require.Equal(t, want, redact.Text(text), text)
		require.Equal(t, want != text, redact.Holds(text), text)
	}
	require.Equal(t, "/staff/199******34/??", redact.Path("/staff/19900001234/张三"))
}
