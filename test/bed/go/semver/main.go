// Prints what the real library makes of constraints: test/fixtures/semver.json, by
// `go run . > ../../../fixtures/semver.json` in this folder.
package main

import (
	"encoding/json"
	"os"

	"github.com/Masterminds/semver/v3"
)

var versions = []string{
	"0.0.0", "0.0.3", "0.0.4", "0.1.0", "0.2.3", "0.2.9", "0.3.0", "1.0.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
	"1.0.0-rc.1", "1.0.0-rc.10", "1.0.0-rc.2", "1.2.0", "1.2.3", "1.2.3-beta.2", "1.2.4", "1.3.0", "1.10.0", "2.0.0", "2.0.0-0",
	"2.1.3", "3.0.0", "11.1.0", "v1.2.3", "1.2", "1", "1.2.3+build.5", "2024.11.24", "18446744073709551615.0.0",
	"18446744073709551616.0.0", "01.02.03", "1.2.3-01", "1.2.3-1a", "x", "latest", "", "1.2.3.4", " 1.2.3", "1.2.3-", "V1.2.3",
}

var bare = []string{
	"1", "1.2", "1.2.3", "v1.2.3", "0", "0.0", "0.0.3", "0.2", "0.2.3", "x", "X", "*", "1.x", "1.X", "1.*", "1.2.x", "1.x.x", "1.x.3",
	"x.1.2", "*.*.*", "1.2.3-alpha", "1.0.0-rc.2", "1.2.3-0", "1.2.3+meta", "1.2.3-beta.2+meta.1", "1.2-alpha", "1-alpha", "1.x-alpha",
	"01.2.3", "1.2.3-01", "2.0.0-0", "11", "11.1",
}

var operators = []string{"", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"}

var others = []string{
	"", " ", "latest", "stable", "main", ">=1.0 <2", ">=1.0, <2", ">=1.0,<2", ">=1.0 ,<2", ">= 1.0 < 2.0", ">=1.0<2", ">=1.0 || <0.3",
	">=1.0||<0.3", "1.x || 3.x", "||", "1 ||", "|| 1", "1 || || 2", "1 | 2", "1|2", "1.2 - 1.10", "1.2.3 - 2", "1.2-1.10", "1.2 -1.10",
	"1 - 2 || 3", "0 1 - 2", ">1 - 2", "v1 - v2", "1.0.0-rc.1 - 1.2", "1 - 2 - 3", "1 - 2, != 1.2.3", "vv1", "V1", "1.2.3.4", "1.2.",
	"1..2", ".1", "-1", "+1", "1.2.3-", "1.2.3+", "1.2.3-a..b", "1.2.3-a_b", "==1", "=>=1", "<>1", "!1", "! 1", "!= 1.x", "~ 1.2", "^ 1.2",
	"~> 1.2", "> =1", ">\t1", ">\n1", " 1.2.3 ", "\t^1", "1,2", "1, 2", "1,,2", ",1", "1,", "1 2", "^1.2 !=1.2.4", "~1.2 || ~1.3",
	"^0.2.3 || ^1", ">=1.0.0-0", ">=1.0.0-0 <2.0.0-0", "^1.0.0-0", "~1.2.3-beta.1", "1x", "1.2x", "xx", "1.xx", "*1", "**", "x.|", "*.|.|",
	"1.x.|", "18446744073709551615", "18446744073709551616", "1.18446744073709551616", "x.18446744073709551616", ">=2024.1.1", "${VERSION}",
	"1.2.3 # pinned", "'1.2.3'", "1.2.3\u00a0", "\u00a01", ">=\v1", "≥1", ">= v1.2", "<v2", "release-1", "1.2.3-alpha.beta.1", ">1.0.0-alpha <=1.0.0-rc.2",
	"1.x.x.x", "*-alpha", "x-0", ">=*", ">*", "<*", "!=*", "^*", "~*", "<=*", "^x", ">=x-0", "!=1.2.3-beta.2", "!=1.2.x-beta.2", "!=1.0.x-rc.1",
}

type verdict struct {
	Constraint string `json:"constraint"`
	// Positions of the versions that satisfy it; absent when it is no constraint.
	Takes *[]int `json:"takes,omitempty"`
}

type table struct {
	// Absent where the text is no version.
	Versions []struct {
		Text string `json:"text"`
		Ok   bool   `json:"ok"`
	} `json:"versions"`
	Constraints []verdict `json:"constraints"`
}

func main() {
	var out table
	parsed := map[int]*semver.Version{}
	for at, text := range versions {
		version, err := semver.NewVersion(text)
		out.Versions = append(out.Versions, struct {
			Text string `json:"text"`
			Ok   bool   `json:"ok"`
		}{text, err == nil})
		if err == nil {
			parsed[at] = version
		}
	}
	texts := append([]string{}, others...)
	for _, operator := range operators {
		for _, text := range bare {
			texts = append(texts, operator+text)
		}
	}
	for _, text := range texts {
		it := verdict{Constraint: text}
		if constraint, err := semver.NewConstraint(text); err == nil {
			takes := []int{}
			for at := range versions {
				if version, ok := parsed[at]; ok && constraint.Check(version) {
					takes = append(takes, at)
				}
			}
			it.Takes = &takes
		}
		out.Constraints = append(out.Constraints, it)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		panic(err)
	}
}
