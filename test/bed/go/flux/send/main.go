// Command send does what kustomize-controller does between the files of a folder and the API server, for any number of small
// folders one after the other: generate and build with kustomize, substitute variables, normalise, and ask the API server what it
// would say to a server-side apply (a dry run: nothing is stored).
//
// It is made of the modules that the controller of this go.mod is made of. What it leaves out: sources and artifacts, SOPS
// decryption, health checks, pruning, and staged applying (a CRD and its object in one folder).
//
// Protocol: one JSON request per line on stdin, one JSON answer per line on stdout, in any order; the end of stdin ends it.
//
//	request  {"id": "…",
//	          "files": {"a/b.yaml": "text"}     the repository, or
//	          "root": "/abs/folder",            a repository on disk (read once per run, never written)
//	          "kustomization": {"metadata": …, "spec": …},   of the Flux Kustomization; absent: namespace flux-system, path "./"
//	          "cluster": [{"kind": "ConfigMap", …}],          what substituteFrom finds
//	          "dryRun": true}                   ask the API server of $KUBECONFIG; absent: only build
//	answer   {"id": "…",
//	          "error": "why nothing was built", as the Ready condition of the Kustomization would say
//	          "objects": [{"object": {…},       as built and substituted or, for a dry run, as it was sent
//	                       "skipped": true,     an annotation keeps Flux from applying it
//	                       "error": "why it was refused, as the Ready condition would say"}]}
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type request struct {
	ID            string            `json:"id"`
	Files         map[string]string `json:"files"`
	Root          string            `json:"root"`
	Kustomization map[string]any    `json:"kustomization"`
	Cluster       []map[string]any  `json:"cluster"`
	DryRun        bool              `json:"dryRun"`
}

type answer struct {
	ID      string   `json:"id"`
	Error   string   `json:"error,omitempty"`
	Objects []result `json:"objects"`
}

type result struct {
	Object  map[string]any `json:"object"`
	Skipped bool           `json:"skipped,omitempty"`
	Error   string         `json:"error,omitempty"`
}

// How many folders may be with the API server while the next is built.
const inFlight = 16

func run(in io.Reader, out io.Writer) error {
	folders, err := newFolders()
	if err != nil {
		return err
	}
	defer folders.remove()
	var server *server
	writer := &lineWriter{encoder: json.NewEncoder(out)}
	slots := make(chan struct{}, inFlight)
	var pending sync.WaitGroup
	decoder := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	for {
		var asked request
		if err := decoder.Decode(&asked); err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("request: %w", err)
		}
		if asked.DryRun && server == nil {
			if server, err = connect(); err != nil {
				return err
			}
		}
		// Kustomize is not safe for concurrent use; the API server is.
		built, err := folders.build(asked)
		if err != nil {
			writer.write(answer{ID: asked.ID, Error: err.Error(), Objects: []result{}})
			continue
		}
		slots <- struct{}{}
		pending.Add(1)
		go func() {
			defer func() { <-slots; pending.Done() }()
			writer.write(finish(asked, built, server))
		}()
	}
	pending.Wait()
	return writer.err
}

func finish(asked request, built *build, server *server) answer {
	if !asked.DryRun {
		return answer{ID: asked.ID, Objects: built.results()}
	}
	results, err := server.dryRun(built)
	if err != nil {
		return answer{ID: asked.ID, Error: err.Error(), Objects: []result{}}
	}
	return answer{ID: asked.ID, Objects: results}
}

type lineWriter struct {
	mutex   sync.Mutex
	encoder *json.Encoder
	err     error
}

func (w *lineWriter) write(it answer) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if err := w.encoder.Encode(it); err != nil && w.err == nil {
		w.err = err
	}
}
