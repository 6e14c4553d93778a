package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

func main() {
	w, err := NewWork(1, 20000, 200)
	if err != nil {
		panic(err)
	}
	for _, p := range peers(os.Getenv("YIKOU_TEST_POSTGRES")) {
		if len(os.Args) > 1 && os.Args[1] != p.name {
			continue
		}
		o, err := runPeer(context.Background(), p, w, 3*time.Second)
		b, _ := json.Marshal(o)
		fmt.Println(string(b), err)
	}
}
