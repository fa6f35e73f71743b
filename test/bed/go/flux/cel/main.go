// Prints what the controllers' own package makes of CEL expressions: test/fixtures/cel.json, by
// `go run ./cel > ../../../fixtures/cel.json` in the folder above.
package main

import (
	"encoding/json"
	"os"

	"github.com/fluxcd/pkg/runtime/cel"
	"github.com/google/cel-go/common/types"
)

// Ways in which Flux reads an expression.
var ways = map[string][]cel.Option{
	"health": nil,
	"ready":  {cel.WithCompile(), cel.WithOutputType(types.BoolType), cel.WithStructVariables("self", "dep")},
	"status": {cel.WithCompile(), cel.WithOutputType(types.StringType), cel.WithStructVariables("event", "alert", "provider")},
	"filter": {cel.WithCompile(), cel.WithOutputType(types.BoolType), cel.WithStructVariables("res", "req")},
	"claim":  {cel.WithCompile(), cel.WithStructVariables("claims", "vars")},
}

var texts = map[string][]string{
	"health": {
		"status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')",
		"status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True' && e.observedGeneration == metadata.generation)",
		"has(status.conditions) && status.conditions.exists(c, c.type == 'Ready' && c.status == 'False')",
		"!has(status.conditions) || !status.conditions.exists(e, e.type == 'Ready')",
		"status.phase in ['Running', 'Succeeded']", "status.?phase.orValue('') == 'Running'", "status[?'phase'].hasValue()",
		"status.conditions.exists_one(c, c.type == \"Ready\")", "status.conditions.map(c, c.type).exists(t, t == 'Ready')",
		"status.ready == true", "status.ready", "true", "false", "", " ", "status.", ".status", "status..ready", "status.ready ==", "status.ready = true",
		"status.ready == 'True", "status.ready == \"True", "status.ready === true", "status.ready && ", "&& status.ready", "status.ready and true",
		"status.ready or true", "not status.ready", "!status.ready", "!!status.ready", "status.conditions[0].status == 'True'",
		"status.conditions[0.status == 'True'", "(status.ready", "status.ready)", "status.ready ? true : false", "status.ready ? true", "{'a': 1}.a == 1",
		"[1, 2, 3].all(x, x > 0)", "[1, 2,].size() == 2", "[,]", "{}", "{,}", "{'a': 1,}", "status.a-b", "status['a-b'] == 1", "status.`a-b` == 1",
		"r'\\d' == 'd'", "'\\d'", "'\\n'", "'\\u00e9'", "'''a\nb''' == 'x'", "b'abc' == b'abc'", "1u == 1u", "1.5e3 > 0.0", ".5 > 0.1", "0x1F == 31", "1_000 == 1",
		"01 == 1", "status.replicas >= spec.replicas", "duration('1h') > duration('30m')", "timestamp('2026-01-01T00:00:00Z') < timestamp('2027-01-01T00:00:00Z')",
		"status.x.matches('^a.*$')", "status.x.matches('(')", "status.conditions.filter(e, e.type == 'Ready').all(e.status == 'True')", "status.conditions.all(1, true)",
		"status.conditions.all(e.x, true)", "has(status)", "has(status.a.b)", "has(status['a'])", "has('a')", "size(status.conditions) > 0", "status.conditions.size() > 0",
		"// nothing\ntrue", "true // yes", "true # no", "status.ready;", "status.ready\n&& true", "in", "status.in", "status.in == 1", "as == 1", "for == 1", "status.package == 1", "null == status.x",
		"self.status.ready", "x + 1", "unknown(1)", "status.unknown(1)", "1 + 'a' == 2", "true && 1", "status.x > 1 > 2", "a == b == c", "-1 < 0", "--1 > 0", "- 1 < 0", "!1", "'a' 'b'", "a b", "@a", "$a", "a$", "é == 1", "'é' == 'é'", "a.b.c.d.e.f.g", "a[b][c]", "a[b", "f(", "f(,)", "f(a,)", "f(a b)", "[a b]", "{a: b}", "{a b}", "a ? b : c ? d : e", "a ? b ? c : d : e", "a?b:c", "a??b", "a?.b", "a.?b.?c.orValue(1) == 1", "[?a]", "{?'a': b}", "Foo{a: 1}", "Foo{}", "foo.Bar{a: 1}", "a.b{c: 1}", "\"a\\\"b\" == 'x'", "'a\\'b' == 'x'", "'\\x41' == 'A'", "'\\101' == 'A'", "'\\8'", "'a\nb'", "R\"\"\"a\"\"\"", "cel.bind(x, 1, x == 1)", "lists.range(3)", "optional.of(1).hasValue()", "optional.none().hasValue()", "a.exists(x, y, x == y)", "a.all(i, v, i < v)", "a.transformList(i, v, v)", "dyn(1) == 1", "type(1) == int", "int('1') == 1", "string(1) == '1'", "double(1) > 0.0", "bool('true')", "bytes('a') == b'a'", "uint(1) == 1u", "9223372036854775807 > 0", "9223372036854775808 > 0", "-9223372036854775808 < 0", "1e400 > 0.0", "status.ready ==true", "status.ready== true", "\tstatus.ready", "status.ready\n", "${STATUS}", "status.${X}", "{{ .x }}", "status.conditions.exists(c, c.type=='Ready' && c.status=='True') || ", "loop == 1", "var == 1", "while", "if (a) b", "return true", "let x = 1", "function", "const", "namespace == 1", "break", "continue", "else", "import == 1", "void", "a.import", "a.null", "a.true", "true.a", "null.a", "1.a", "'a'.b", "[1].b", "a.1", "a.'b'", "a.b()", "a.b().c", "a()()", "a.b[0]()", "()", "(a)", "((a))", "(a", "a,b", "a;b", "a!b", "a!=b", "a<>b", "a=<b", "a=>b", "a<=b", "a|b", "a&b", "a^b", "a~b", "~a", "a%b", "a/b", "a//b", "a**b", "a++", "a+-b", "a!-b",
	},
	"ready": {
		"dep.status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')", "dep.status.ready", "dep.status.ready == true", "bool(dep.status.ready)",
		"dep.metadata.labels['a/b'] == self.metadata.labels['a/b']", "dep.spec.version == self.spec.version", "status.ready == true", "dep.status.a == 'x' && foo", "true", "1", "'a'", "[true]", "{}", "null", "1 + 1", "1 + 1 == 2",
		"dep.a + 1 == 2", "dep.a + 'b' == 'ab'", "size(dep.status.conditions) > 0", "size(dep.status.conditions)", "dep.status.conditions.exists(c, c.type == 'Ready')", "dep.status.conditions.filter(c, true)",
		"dep.status.conditions.map(c, c.type)", "has(dep.status.ready)", "has(dep.status.ready) ? dep.status.ready : false", "has(dep.a) ? true : false", "dep.a ? true : false", "dep.a ? dep.b : dep.c", "!dep.status.suspended", "!self.a && dep.b", "dep.a || dep.b", "dep.a && true",
		"dep.name.startsWith('a')", "dep.name.contains('a')", "dep.name.matches('^a')", "dep.name.endsWith(1)", "'a'.startsWith('a')", "'a'.startsWith(1)", "'a'.unknown()", "unknown()", "dep.unknown()", "dep", "self == dep", "dep.status.replicas >= 1", "dep.status.replicas >= '1'", "1 >= '1'", "1 == '1'", "'a' in ['a']", "1 in ['a']", "'a' in dep.list", "dep.?status.?ready.orValue(false)", "dep.?status.?ready.orValue(false) == true", "dep.?a.hasValue()", "dep.a.split(',').size() > 0", "'a,b'.split(',').size() > 0", "'a'.upperAscii() == 'A'", "'a'.lowerAscii() == 'a'", "'a'.replace('a', 'b') == 'b'", "'a'.trim() == 'a'", "'abc'.substring(1) == 'bc'", "'abc'.charAt(1) == 'b'", "'abc'.indexOf('b') == 1", "'abc'.lastIndexOf('b') == 1", "['a'].join(',') == 'a'", "'%s'.format(['a']) == 'a'", "strings.quote('a') == 'a'", "sets.contains([1], [1])", "sets.intersects([1], [2])", "sets.equivalent([1], [1])", "base64.encode(b'a') == 'YQ=='", "base64.decode('YQ==') == b'a'", "timestamp(dep.a) < timestamp(self.a)", "duration(dep.a) < duration('1h')", "now() > timestamp(dep.a)", "dep.a.getFullYear() == 2026", "timestamp('2026-01-01T00:00:00Z').getFullYear() == 2026", "int(dep.a) > 1", "[1, 'a'].size() == 2", "{'a': 1, 'b': 'c'}.size() == 2", "[dep.a, 1].size() == 2", "type(dep.a) == string", "type(dep.a) == list", "dyn(1) == 1", "dyn(true)", "lists.range(1).size() == 1", "math.greatest(1, 2) == 2", "cel.bind(x, dep.a, x == 1)", "quantity('1') == quantity('1')", "url('a')", "dep.status.conditions.exists(c, d)", "dep.status.conditions.all(c, c.status)", "dep.a.b.c == self.d['e'][0]", "true ? 1 : 'a'", "1 > 2u", "1 < 2.5", "1.5 == 1", "dep.a == null", "null == dep.a", "'a' == null", "-dep.a < 0", "-'a' == 1", "!1 == true", "dep.a % 2 == 0", "1.5 % 2.0 == 0.0", "google.protobuf.Struct{} == dep", "a.b == 1", "Self.a == 1", "self.a.exists(self, self == 1)", "optional.of(true).orValue(false)", "'a'.reverse() == 'a'", "'abc'.matches('(')", "'a' + 1 == 'a1'", "string(1) + 'a' == '1a'", "true == 1", "[1] == ['a']",
	},
	"status": {
		"'a'", "event.metadata.summary", "event.involvedObject.kind + '/' + event.involvedObject.name", "(event.metadata.?summary).orValue('x')", "provider.metadata.uid + '/' + event.involvedObject.name", "event.a.first('b').c", "string(event.a)", "1", "true", "event", "event.involvedObject.kind.lowerAscii()",
		"'kustomization/' + event.involvedObject.name + '/' + provider.metadata.uid.split('-')[0]", "'x' + provider.metadata.uid.split('-').first().value()", "foo", "alert.metadata.name + '-x'", "'%s/%s'.format([event.a, event.b])", "event.a ? 'x' : 'y'", "has(event.a) ? event.a : 'b'", "event.a + event.b", "'a' + event.b", "event.b + 'a'", "'a'.split(',')[0]", "['a'][0]", "{'a': 'b'}.a",
	},
	"filter": {
		"req.tag.contains(res.metadata.name)", "res.metadata.name == req.name", "req.a", "has(req.a)", "true", "claims.sub == 'x'", "req.tag.split('/').last().value().split(\":\").first().value().contains(res.metadata.name)", "request.body.tag == res.metadata.name", "res.metadata.labels.exists(l, l == 'a')", "req.a in res.b", "'a'", "[]",
	},
	"claim": {
		"claims.sub", "claims.repository == 'a/b'", "vars.x + 'y'", "claims.aud[0]", "true", "1", "foo.bar", "claims.", "size(claims.aud)", "claims.sub.split(':')[1]",
	},
}

type verdict struct {
	Way  string `json:"way"`
	Text string `json:"text"`
	Ok   bool   `json:"ok"`
}

func main() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	var all []verdict
	for _, way := range []string{"health", "ready", "status", "filter", "claim"} {
		for _, text := range texts[way] {
			_, err := cel.NewExpression(text, ways[way]...)
			all = append(all, verdict{way, text, err == nil})
		}
	}
	if err := encoder.Encode(all); err != nil {
		panic(err)
	}
}
