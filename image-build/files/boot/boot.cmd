# The one script of U-Boot, on the Raspberry Pi and in QEMU: chooses a slot, counts the attempt, starts its kernel.
# The boot state is two copies of U-Boot's own text form with a CRC; the older one is overwritten, so a power cut
# in between leaves the other. Sectors are filled in when the image is built.

setenv bootargs_common "quiet loglevel=3 panic=10 systemd.show_status=0 vt.global_cursor_default=0 consoleblank=0"
if test "${board}" = "qemu-arm"; then
    setenv kernel_at 0x42000000
    setenv initrd_at 0x48000000
    setenv state_at 0x41000000
    setenv tree_at ${fdtcontroladdr}
    setenv console "console=tty1 console=ttyAMA0"
else
    setenv kernel_at 0x00200000
    setenv initrd_at 0x08000000
    setenv state_at 0x07000000
    setenv tree_at ${fdt_addr}
    setenv console "console=tty1"
fi

setenv words "BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT BOOT_SEQ"
setenv BOOT_SEQ 0
setenv seq_1 0
setenv seq_2 0
${devtype} dev ${devnum}
if ${devtype} read ${state_at} @STATE_1@ 8; then
    if env import -c ${state_at} 1000 ${words}; then setenv seq_1 ${BOOT_SEQ}; fi
fi
setenv older @STATE_1@
if ${devtype} read ${state_at} @STATE_2@ 8; then
    if env import -c ${state_at} 1000 ${words}; then setenv seq_2 ${BOOT_SEQ}; fi
fi
if itest ${seq_1} > ${seq_2}; then
    setenv older @STATE_2@
    ${devtype} read ${state_at} @STATE_1@ 8
    env import -c ${state_at} 1000 ${words}
fi
if itest ${BOOT_SEQ} == 0; then
    echo "boot state: none can be read, starting from the first slot"
    setenv BOOT_ORDER "A B"
    setenv BOOT_A_LEFT 3
    setenv BOOT_B_LEFT 3
fi

setenv chosen
for slot in ${BOOT_ORDER}; do
    if test -z "${chosen}" && test "${slot}" = "A" && itest ${BOOT_A_LEFT} > 0; then
        setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1
        setenv chosen a
        setenv name A
        setenv bootpart @BOOT_A@
    fi
    if test -z "${chosen}" && test "${slot}" = "B" && itest ${BOOT_B_LEFT} > 0; then
        setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1
        setenv chosen b
        setenv name B
        setenv bootpart @BOOT_B@
    fi
done
# Somebody pulled the plug too often, or both slots are broken: nothing is gained by standing still.
if test -z "${chosen}"; then
    echo "boot state: no attempts left, counting anew"
    setenv BOOT_A_LEFT 3
    setenv BOOT_B_LEFT 3
fi
setexpr BOOT_SEQ ${BOOT_SEQ} + 1
env export -c -s 1000 ${state_at} ${words}
${devtype} write ${state_at} ${older} 8
if test -z "${chosen}"; then reset; fi

if load ${devtype} ${devnum}:${bootpart} ${state_at} slot.env; then
    env import -t ${state_at} ${filesize} verity
    setenv ours "rauc.slot=${name} migrado.slot=${chosen} migrado.disk=${devtype} migrado.verity=${verity}"
    setenv bootargs "${bootargs_common} ${console} ${ours}"
    load ${devtype} ${devnum}:${bootpart} ${kernel_at} vmlinuz
    load ${devtype} ${devnum}:${bootpart} ${initrd_at} initrd.img
    booti ${kernel_at} ${initrd_at}:${filesize} ${tree_at}
fi
echo "slot ${chosen} does not start"
reset
