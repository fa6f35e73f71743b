// Command apiserver is a Kubernetes API server with its etcd inside, for tests: one process, one folder, no other parts.
//
// It is kube-apiserver's own command with kube-apiserver's own flags; the working directory becomes the home of etcd.
package main

import (
	"fmt"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	etcd, err := startEtcd("etcd")
	if err != nil {
		fmt.Fprintln(os.Stderr, "etcd:", err)
		os.Exit(1)
	}
	// The command installs the process's one signal handler itself and returns once it has shut down.
	command := app.NewAPIServerCommand()
	command.SetArgs(append([]string{"--etcd-servers=" + clientURL}, os.Args[1:]...))
	code := cli.Run(command)
	etcd.Close()
	os.Exit(code)
}

// A socket in the working directory: no port to find and none to share.
const clientURL = "unix://localhost:2379"

func startEtcd(folder string) (*embed.Etcd, error) {
	client, err := url.Parse(clientURL)
	if err != nil {
		return nil, err
	}
	peer, err := url.Parse("http://127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	config := embed.NewConfig()
	config.Dir = folder
	config.LogLevel = "fatal"   // What goes wrong is returned; the rest is noise of the shutdown.
	config.UnsafeNoFsync = true // The data lives as long as one test run.
	config.ListenClientUrls = []url.URL{*client}
	config.AdvertiseClientUrls = []url.URL{*client}
	config.ListenPeerUrls = []url.URL{*peer}
	config.AdvertisePeerUrls = []url.URL{*peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return etcd, nil
	case <-time.After(time.Minute):
		etcd.Close()
		return nil, fmt.Errorf("not ready after a minute")
	}
}
