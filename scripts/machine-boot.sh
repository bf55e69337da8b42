#!/usr/bin/env bash
# Becomes the first process of the machine of scripts/machine.sh: machine-boot.sh ROOT WORK, in namespaces of its own. Nothing that it
# mounts is seen outside, and all of it is gone with its last process.
set -euo pipefail
root=$1 work=$2
machine="$work/machine/root"

# In memory, because a container's own disk may refuse to lie above another one.
mount -t tmpfs -o mode=0755 machine "$work/machine"
mkdir "$work"/machine/{new,work,root}
mount -t overlay machine -o "lowerdir=$root,upperdir=$work/machine/new,workdir=$work/machine/work" "$machine"
mount -t proc proc "$machine/proc"
mount -t sysfs sysfs "$machine/sys"
mkdir -p "$machine/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$machine/sys/fs/cgroup"
mount -t tmpfs -o mode=0755 run "$machine/run"
mount -t tmpfs -o mode=0755 dev "$machine/dev"
for device in null zero full random urandom tty; do
	touch "$machine/dev/$device"
	mount --bind "/dev/$device" "$machine/dev/$device"
done
mkdir "$machine"/dev/{pts,shm}
mount -t devpts -o newinstance,ptmxmode=666 pts "$machine/dev/pts"
ln -s pts/ptmx "$machine/dev/ptmx"
mkdir "$machine/share" "$machine/outside"
mount --bind "$work/share" "$machine/share"
hostname medquorum-test
ip link set lo up

cd "$machine"
pivot_root . outside
# The old root goes out of sight before systemd looks for what is mounted. `container` tells it that it runs in one, so that it leaves
# to us that mounts are shared: it hands secrets to a service by a mount that another of its processes makes.
# shellcheck disable=SC2016
exec chroot . /bin/sh -c 'umount -l /outside && rmdir /outside && mount --make-rshared / &&
	exec env -i container=medquorum PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --unit=multi-user.target --log-target=journal'
