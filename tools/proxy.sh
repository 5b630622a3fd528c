# `make test`: the sample proxy of docs/nginx.conf is tried by a real nginx. Integration installs it, and never starts it
# as a service of the machine (runlevel 1); elsewhere it is said what is not tried.
PATH="$PATH:/usr/sbin:/usr/local/sbin"
command -v nginx >/dev/null && exit 0
if [ -n "${CI:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	apt-get update -qq >/dev/null
	RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
	exit
fi
echo "nginx is not installed here, so the sample proxy is not tried: apt-get install nginx-light"
