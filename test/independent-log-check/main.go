// The independent check of an exported Gatehouse log: it shares no line with the product. Signature, tree and proofs
// are those of the Go project (golang.org/x/mod/sumdb), which the Go module mirror itself is verified with.
//
// It takes a folder with the published files (checkpoint, tile/...) and a file with the verifier key of the log, and
// verifies the signature of the checkpoint, every hash of every tile up to the root, and every entry against its leaf.
//
// Exit status: 0 all fits, 1 something does not, 2 it was called wrongly.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: main DIR VKEYFILE")
		os.Exit(2)
	}
	size, err := checkLog(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "does not verify:", err)
		os.Exit(1)
	}
	fmt.Printf("verified: %d entries\n", size)
}

func checkLog(dir, keyFile string) (int64, error) {
	tree, err := openCheckpoint(filepath.Join(dir, "checkpoint"), keyFile)
	if err != nil {
		return 0, err
	}
	root, err := rebuildTree(dir, tree.N)
	if err != nil {
		return 0, err
	}
	if root != tree.Hash {
		return 0, fmt.Errorf("the entries give the root %s, the checkpoint states %s", root, tree.Hash)
	}
	return tree.N, nil
}

// rebuildTree computes the tree from the entries alone and holds every hash a tile publishes against it. The hashes of
// tiles are compared, never used: tlog.TileHashReader would be shorter, but versions of it leave tiles unchecked.
func rebuildTree(dir string, size int64) (tlog.Hash, error) {
	if size == 0 {
		return sha256.Sum256(nil), nil
	}
	edge := edgeHashes{}
	tiles := &tileFolder{dir: dir, size: size, current: map[int]openTile{}}
	for start := int64(0); start < size; start += tileWidth {
		width := size - start
		if width > tileWidth {
			width = tileWidth
		}
		entries, err := readBundle(dir, start, int(width))
		if err != nil {
			return tlog.Hash{}, err
		}
		for i, entry := range entries {
			if err := appendEntry(start+int64(i), entry, edge, tiles); err != nil {
				return tlog.Hash{}, err
			}
		}
	}
	return tlog.TreeHash(size, edge)
}

// appendEntry adds the hashes that appear with one entry: its leaf, and the nodes it completes.
func appendEntry(index int64, entry []byte, edge edgeHashes, tiles *tileFolder) error {
	hashes, err := tlog.StoredHashes(index, entry, edge)
	if err != nil {
		return err
	}
	for i, hash := range hashes {
		level, number := tlog.SplitStoredHashIndex(tlog.StoredHashIndex(0, index) + int64(i))
		edge.replaceChildren(level, number, hash)
		if level%tileHeight == 0 {
			if err := tiles.compare(level/tileHeight, number, hash); err != nil {
				return fmt.Errorf("%w (at entry %d)", err, index)
			}
		}
	}
	return nil
}

// edgeHashes holds the roots of the complete subtrees on the right edge, all that the tree still needs.
type edgeHashes map[int64]tlog.Hash

func (e edgeHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, ok := e[index]
		if !ok {
			return nil, fmt.Errorf("hash %d of the tree was not computed", index)
		}
		hashes[i] = hash
	}
	return hashes, nil
}

func (e edgeHashes) replaceChildren(level int, number int64, hash tlog.Hash) {
	if level > 0 {
		delete(e, tlog.StoredHashIndex(level-1, 2*number))
		delete(e, tlog.StoredHashIndex(level-1, 2*number+1))
	}
	e[tlog.StoredHashIndex(level, number)] = hash
}

// openCheckpoint verifies the signed note and reads its first three lines: C2SP tlog-checkpoint.
func openCheckpoint(checkpointFile, keyFile string) (tlog.Tree, error) {
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(key), "\n"))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", keyFile, err)
	}
	message, err := os.ReadFile(checkpointFile)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", checkpointFile, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, fmt.Errorf("%s: fewer than three lines", checkpointFile)
	}
	if lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("%s: is of %q, the key is of %q", checkpointFile, lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return tlog.Tree{}, fmt.Errorf("%s: %q is no tree size", checkpointFile, lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %w", checkpointFile, err)
	}
	return tlog.Tree{N: size, Hash: root}, nil
}

// readBundle reads the entries of a bundle, each after its length in two bytes: C2SP tlog-tiles.
func readBundle(dir string, start int64, width int) ([][]byte, error) {
	// The number of a bundle is written as that of a tile.
	tilePath := publishedPath(tlog.Tile{H: tileHeight, L: 0, N: start / tileWidth, W: width})
	path := strings.Replace(tilePath, "tile/0/", "tile/entries/", 1)
	bundle, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		return nil, err
	}
	entries := make([][]byte, width)
	for i := range entries {
		if len(bundle) < 2 {
			return nil, fmt.Errorf("%s: ends before entry %d", path, start+int64(i))
		}
		length := int(binary.BigEndian.Uint16(bundle))
		bundle = bundle[2:]
		if len(bundle) < length {
			return nil, fmt.Errorf("%s: ends inside entry %d", path, start+int64(i))
		}
		entries[i] = bundle[:length]
		bundle = bundle[length:]
	}
	if len(bundle) != 0 {
		return nil, fmt.Errorf("%s: holds more than its %d entries", path, width)
	}
	return entries, nil
}

// tileFolder compares hashes with the published tiles, one tile of each level open at a time.
type tileFolder struct {
	dir     string
	size    int64
	current map[int]openTile
}

type openTile struct {
	number int64
	path   string
	bytes  []byte
}

func (f *tileFolder) compare(level int, number int64, hash tlog.Hash) error {
	tile, ok := f.current[level]
	if !ok || tile.number != number/tileWidth {
		var err error
		if tile, err = f.open(level, number/tileWidth); err != nil {
			return err
		}
		f.current[level] = tile
	}
	position := int(number % tileWidth)
	published := tile.bytes[position*tlog.HashSize : (position+1)*tlog.HashSize]
	if !bytes.Equal(published, hash[:]) {
		return fmt.Errorf("%s: hash %d is not the one the entries give", tile.path, position)
	}
	return nil
}

func (f *tileFolder) open(level int, number int64) (openTile, error) {
	width := f.size>>(level*tileHeight) - number*tileWidth
	if width > tileWidth {
		width = tileWidth
	}
	path := publishedPath(tlog.Tile{H: tileHeight, L: level, N: number, W: int(width)})
	contents, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(path)))
	if err != nil {
		return openTile{}, err
	}
	if int64(len(contents)) != width*tlog.HashSize {
		return openTile{}, fmt.Errorf("%s: has %d bytes, should have %d", path, len(contents), width*tlog.HashSize)
	}
	return openTile{number, path, contents}, nil
}

// publishedPath is the path of a tile by C2SP tlog-tiles, which leaves out the height that is always 8.
func publishedPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}
