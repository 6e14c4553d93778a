package classify_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/classify"
)

func TestADamagedFileIsRefused(t *testing.T) {
	t.Parallel()
	good := file(t, trained(t, made(60, 0)))
	_, err := classify.Read(bytes.NewReader(good))
	require.NoError(t, err)
	for at := 0; at < len(good); at += 1 + len(good)/500 {
		bad := bytes.Clone(good)
		bad[at] ^= 0x40
		_, err := classify.Read(bytes.NewReader(bad))
		require.Error(t, err, "a bit turned at %d", at)
		_, err = classify.Read(bytes.NewReader(good[:at]))
		require.Error(t, err, "cut at %d", at)
	}
	other := bytes.Clone(good)
	other[4] = 3
	_, err = classify.Read(bytes.NewReader(other))
	require.ErrorContains(t, err, "别的版本")
	_, err = classify.Read(bytes.NewReader(make([]byte, 21<<20)))
	require.ErrorContains(t, err, "太大")
	_, err = classify.Read(bytes.NewReader([]byte("PK\x03\x04 something else")))
	require.ErrorContains(t, err, "不是一口的模型文件")
}

// The file was written by the program before edges counted, from the rows of
// internal/app/testdata/script/model.txtar.
func TestAFileOfTheLayoutBeforeStillSaysTheSame(t *testing.T) {
	t.Parallel()
	old, err := classify.Load("testdata/edgeless.model")
	require.NoError(t, err)
	again, err := classify.Read(bytes.NewReader(file(t, old)))
	require.NoError(t, err)
	for _, m := range []*classify.Model{old, again} {
		for text, confidence := range map[string]float64{"园区里有人夜里排放废气": 0.9999993233013454, "发票额度不够": 0.000003837977879117116} {
			e := m.Explain(text)
			assert.InDelta(t, confidence, map[string]float64{e.Label: e.Confidence, e.Next.Label: e.Next.Confidence}["环保"], 1e-12)
		}
	}
}

// FuzzRead gives files whose checksum is right whatever they hold: what comes out
// must be refused or work.
func FuzzRead(f *testing.F) {
	good := file(f, trained(f, made(30, 0)))
	f.Add(good[:len(good)-4])
	f.Add(good[:40])
	f.Add([]byte("YKTM\x02"))
	f.Fuzz(func(t *testing.T, body []byte) {
		b := binary.LittleEndian.AppendUint32(bytes.Clone(body), crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
		m, err := classify.Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		e := m.Explain("发票额度不够用，请尽快解决。")
		require.Len(t, m.Classify(""), len(m.Card().Labels))
		require.Contains(t, m.Card().Labels, e.Label)
		var again bytes.Buffer
		_, err = m.WriteTo(&again)
		require.NoError(t, err)
	})
}

// FuzzReadRows: lines of any kind are read or refused.
func FuzzReadRows(f *testing.F) {
	f.Add([]byte(`{"text":"甲","label":"乙"}` + "\n"))
	f.Add([]byte("{\n\x00"))
	f.Fuzz(func(t *testing.T, in []byte) {
		rows, err := classify.ReadRows(bytes.NewReader(in))
		require.True(t, err != nil || len(rows) > 0)
	})
}
