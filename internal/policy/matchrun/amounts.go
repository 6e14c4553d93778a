package matchrun

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
)

// Amounts are what the eligible of a measure get, in fen; NoAmount stands for
// one that is not known.
type Amounts struct {
	// Flat is what everybody gets when Each is nil: most measures pay all alike.
	Flat int64
	// Each has one amount for each of the eligible, in the order of their ordinals.
	Each []int64
}

// The first byte of packed amounts.
const (
	packedFlat byte = 'f'
	packedEach byte = 'e'
)

// Pack returns the amounts as they are stored.
func (a Amounts) Pack() ([]byte, error) {
	if a.Each == nil {
		return binary.AppendUvarint([]byte{packedFlat}, uint64(a.Flat+1)), nil
	}
	packed := bytes.NewBuffer([]byte{packedEach})
	w, err := flate.NewWriter(packed, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	buffer := make([]byte, 0, binary.MaxVarintLen64)
	for _, fen := range a.Each {
		if _, err := w.Write(binary.AppendUvarint(buffer, uint64(fen+1))); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// UnpackAmounts reads what Pack returned, of n who are eligible.
func UnpackAmounts(packed []byte, n uint64) (Amounts, error) {
	if len(packed) == 0 {
		return Amounts{}, fmt.Errorf("unpack amounts: nothing there")
	}
	data := packed[1:]
	switch packed[0] {
	case packedFlat:
		fen, used := binary.Uvarint(data)
		if used <= 0 {
			return Amounts{}, fmt.Errorf("unpack amounts: broken number")
		}
		return Amounts{Flat: int64(fen) - 1}, nil
	case packedEach:
	default:
		return Amounts{}, fmt.Errorf("unpack amounts: unknown form %q", packed[0])
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil {
		return Amounts{}, fmt.Errorf("unpack amounts: %w", err)
	}
	each := make([]int64, 0, n)
	for len(data) > 0 {
		fen, used := binary.Uvarint(data)
		if used <= 0 {
			return Amounts{}, fmt.Errorf("unpack amounts: broken number after %d", len(each))
		}
		each, data = append(each, int64(fen)-1), data[used:]
	}
	if uint64(len(each)) != n {
		return Amounts{}, fmt.Errorf("unpack amounts: %d instead of %d", len(each), n)
	}
	return Amounts{Each: each}, nil
}
