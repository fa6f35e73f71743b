// Asks the library that kustomize-controller substitutes variables with, and writes its answers into the fixture:
//
//	cd test/bed/go/envsubst && go run . ../../../fixtures/envsubst.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/envsubst"
)

// One answer: the text, or why there is none.
type answer struct {
	Text  *string `json:"text,omitempty"`
	Error string  `json:"error,omitempty"`
}

type fixture struct {
	Variables map[string]string `json:"variables"`
	Answers   map[string]answer `json:"answers"`
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	check(err)
	var it fixture
	check(json.Unmarshal(data, &it))
	for input := range it.Answers {
		it.Answers[input] = ask(input, it.Variables)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	check(encoder.Encode(it))
	check(os.WriteFile(os.Args[1], out.Bytes(), 0o644))
}

func ask(input string, variables map[string]string) (result answer) {
	defer func() {
		if trouble := recover(); trouble != nil {
			result = answer{Error: fmt.Sprint(trouble)}
		}
	}()
	text, err := envsubst.Eval(input, func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Text: &text}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
