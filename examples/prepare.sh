# Read by the scripts of the examples: copies project/ beside $0 into a new repository and goes there.
here=$(cd -P -- "${0%/*}" && pwd -P)
vibe=${VIBE:-$here/../../scripts/vibe}
work=$(mktemp -d)
cp -R "$here/project/." "$work"
cd "$work"
git init --quiet --initial-branch=main
git config user.name 'Ada Example'
git config user.email ada@example.org
git add --all
git commit --quiet --message 'Start'
