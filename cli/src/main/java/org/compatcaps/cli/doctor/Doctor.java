// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli.doctor;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.compatcaps.BackendUnavailableException;
import org.compatcaps.Backends;
import org.compatcaps.CompatCaps;
import org.compatcaps.CompatCapsException;
import org.compatcaps.KvmHost;
import org.compatcaps.NestedApi;
import org.compatcaps.ProcessorMode;
import org.compatcaps.QueryNotSupportedException.Reason;

/**
 * Looks at all that decides whether this host can be asked. It reads files that everybody may read, asks as any program
 * would, starts no other program, and changes nothing. Whatever cannot be looked at becomes a finding, too.
 */
public final class Doctor {

    static final String DEVICE = "kvm-device";

    private static final String NOT_POWER_CURE = "ask on an IBM Power host";
    private static final String UPDATE_CURE = "update the kernel to Linux 7.3 or later";
    private static final String BARE_METAL_CURE = "ask in a partition, or choose any mode up to the processor's own";
    private static final String DIRECTORY_CURE =
            "export JDK_JAVA_OPTIONS='-Djava.io.tmpdir=DIR -Djna.tmpdir=DIR', DIR being writable and not noexec";
    private static final String BACKENDS = "ffm, jna or jnr";

    private static final String DEVICE_TREE = KvmHost.DEFAULT_DEVICE_TREE;
    private static final String MODULES = "/proc/modules";
    private static final String KVM_HV = "kvm_hv";
    private static final String NESTED = "/sys/module/kvm_hv/parameters/nested";

    /** A check of one thing. What it throws is its finding. */
    private interface Check {
        Finding look() throws IOException;
    }

    private final HostFiles files;
    private final Machine machine;
    private final String device;
    private final Path deviceTree;
    private final Supplier<List<Backend>> backendList;
    private final Supplier<KvmHost.Builder> host;

    private final List<Finding> findings = new ArrayList<>();
    private List<Backend> backends = new ArrayList<>();
    private Query query;
    private boolean isContainer;

    Doctor(
            Path root,
            Machine machine,
            String device,
            Path deviceTree,
            Supplier<List<Backend>> backendList,
            Supplier<KvmHost.Builder> host) {
        this.files = new HostFiles(root);
        this.machine = machine;
        this.device = device;
        this.deviceTree = deviceTree;
        this.backendList = backendList;
        this.host = host;
    }

    /**
     * Examines this host.
     *
     * @param machine what the JVM says of where it runs
     * @param device the device of KVM
     * @param backend the backend that the user chose, or null for the best one
     * @param deviceTree where an estimate is to be found, or null for where the kernel shows it
     * @return what was found
     */
    public static Diagnosis examine(Machine machine, String device, String backend, Path deviceTree) {
        Supplier<KvmHost.Builder> host = () -> {
            KvmHost.Builder builder = KvmHost.builder().device(device);
            return backend == null ? builder : builder.backend(backend);
        };
        return new Doctor(Path.of("/"), machine, device, deviceTree, () -> Backend.of(Backends.list()), host).examine();
    }

    Diagnosis examine() {
        // Before any backend calls native code, after which the JVM counts it as allowed.
        Optional<Boolean> access = nativeAccess();
        try {
            backends = backendList.get();
        } catch (RuntimeException | LinkageError e) {
            findings.add(unseen("backends", e));
        }
        query = Query.ask(host.get());

        add("java", () -> Finding.ok("java", "Java " + Runtime.version()));
        add("architecture", this::architecture);
        add("platform", this::platform);
        add("processor", this::processor);
        add("kernel", this::kernel);
        add("container", this::container);
        add("seccomp", this::seccomp);
        add("modules", this::modules);
        add(DEVICE, this::device);
        add("native-access", () -> nativeAccess(access));
        add("temporary-directory", this::temporaryDirectory);
        addBackends();
        add("query", this::query);
        add("nested-api", this::nestedApi);
        if (query.isRefusedFor(Reason.KERNEL)) {
            add("estimate", this::estimate);
        }
        return new Diagnosis(findings, query.isAnswered() ? "this host answers: " + Query.modes(query.caps()) : null);
    }

    private void add(String id, Check check) {
        Finding finding;
        try {
            finding = check.look();
        } catch (IOException | RuntimeException | LinkageError e) {
            finding = unseen(id, e);
        }
        findings.add(finding);
    }

    private static Finding unseen(String id, Throwable e) {
        return Finding.warning(id, "could not be looked at: " + e, "let this user read /proc, /sys and /dev");
    }

    private Finding architecture() {
        if (!machine.system.equals("Linux")) {
            return Finding.problem(
                    "architecture", "not a Power host: this is " + machine.system + ", not Linux", NOT_POWER_CURE);
        }
        return machine.isPower()
                ? Finding.ok("architecture", machine.architecture)
                : Finding.problem(
                        "architecture",
                        "not a Power host: its architecture is " + machine.architecture,
                        NOT_POWER_CURE);
    }

    /** Known from the firmware, and in a container, which hides that as a rule, from the list of CPUs. */
    private boolean isBareMetal() throws IOException {
        return files.strings(DEVICE_TREE + "/compatible").contains("ibm,powernv")
                || files.field("/proc/cpuinfo", "platform").orElse("").equals("PowerNV");
    }

    private Finding platform() throws IOException {
        if (!machine.isPower()) {
            return Finding.ok("platform", "neither partition nor bare metal of Power");
        }
        List<String> models = files.strings(DEVICE_TREE + "/model");
        String model =
                models.isEmpty() ? files.field("/proc/cpuinfo", "machine").orElse("model not known") : models.get(0);
        if (isBareMetal()) {
            String text = "bare metal (" + model + "), where no hypervisor limits the modes and KVM has no such query";
            return query.isAnswered()
                    ? Finding.ok("platform", text)
                    : Finding.problem("platform", text, BARE_METAL_CURE);
        }
        if (!files.field("/proc/cpuinfo", "platform").orElse("").equals("pSeries")
                && files.strings(DEVICE_TREE + "/compatible").isEmpty()) {
            return Finding.warning(
                    "platform",
                    "neither " + DEVICE_TREE + " nor /proc/cpuinfo says whether this is a partition",
                    "mount /proc in this environment");
        }
        boolean isOnKvm = files.strings(DEVICE_TREE + "/hypervisor/compatible").contains("linux,kvm");
        return Finding.ok("platform", "a partition (" + model + ")" + (isOnKvm ? " under KVM" : ""));
    }

    private Finding processor() throws IOException {
        String name = files.field("/proc/cpuinfo", "cpu")
                .or(() -> modelName())
                .map(cpu -> cpu.split(",")[0])
                .orElse("name not known");
        Optional<Integer> version = cpuVersion();
        if (version.isEmpty()) {
            return Finding.ok("processor", name);
        }
        String mode = String.format("cpu-version 0x%08x", version.get());
        for (ProcessorMode known : ProcessorMode.values()) {
            if (known.logicalPvr() == version.get()) {
                mode += ", the mode of " + known;
            }
        }
        return Finding.ok("processor", name + "; " + mode);
    }

    private Optional<String> modelName() {
        try {
            return files.field("/proc/cpuinfo", "model name");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** To be shown only. What may be concluded from it, the SDK knows. */
    private Optional<Integer> cpuVersion() throws IOException {
        Path cpus = files.at(DEVICE_TREE + "/cpus");
        if (!Files.isDirectory(cpus)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(cpus)) {
            for (Path node : nodes) {
                Path version = node.resolve("cpu-version");
                if (Files.exists(version) && Files.size(version) == Integer.BYTES) {
                    return Optional.of(
                            ByteBuffer.wrap(Files.readAllBytes(version)).getInt());
                }
            }
        }
        return Optional.empty();
    }

    private Finding kernel() throws IOException {
        String release = files.text("/proc/sys/kernel/osrelease").orElse("release not known");
        if (!KernelRelease.isOlderThanQuery(release)) {
            return Finding.ok("kernel", release);
        }
        String text = release + " is older than Linux 7.3, with which the query came";
        if (query.isAnswered()) {
            return Finding.ok("kernel", text + ", but has it");
        }
        if (!machine.isPower()) {
            return Finding.ok("kernel", text);
        }
        return query.isRefusedFor(Reason.KERNEL)
                ? Finding.problem("kernel", text, UPDATE_CURE)
                : Finding.warning("kernel", text, UPDATE_CURE);
    }

    private Finding container() throws IOException {
        Optional<String> sign = Container.sign(files);
        // Systems that were made from an image of a container keep the file. Only they see the kernel's own processes.
        isContainer = sign.isPresent() && !files.text("/proc/2/comm").orElse("").equals("kthreadd");
        if (isContainer) {
            return Finding.ok("container", "yes: " + sign.get());
        }
        return Finding.ok(
                "container",
                sign.isEmpty() ? "no sign of one" : "no: " + sign.get() + ", but process 2 is the kernel's kthreadd");
    }

    private Finding seccomp() throws IOException {
        String mode = files.field("/proc/self/status", "Seccomp").orElse("not known");
        String text = mode.equals("0") ? "no filter" : mode.equals("2") ? "a filter is active" : "mode " + mode;
        if (query.isForbidden() && !query.isForbiddenToOpen()) {
            return Finding.problem(
                    "seccomp",
                    text + "; a policy forbids a call on the open device",
                    isContainer
                            ? "let the container's seccomp profile pass ioctl, openat and close"
                            : "sudo ausearch -m avc,seccomp -ts recent");
        }
        return Finding.ok("seccomp", text);
    }

    private Finding modules() throws IOException {
        Optional<String> text = files.text(MODULES);
        List<String> loaded = new ArrayList<>();
        for (String line : text.orElse("").split("\n")) {
            String name = line.split(" ")[0];
            if (name.startsWith("kvm")) {
                loaded.add(name);
            }
        }
        String list = text.isEmpty()
                ? "this kernel has no loadable modules"
                : loaded.isEmpty() ? "none of KVM" : String.join(", ", loaded);
        boolean isThere = loaded.contains(KVM_HV) || files.exists("/sys/module/" + KVM_HV);
        if (!loaded.contains(KVM_HV) && isThere) {
            list += "; kvm_hv is built in";
        }
        if (isThere || query.isAnswered() || !machine.isPower() || isBareMetal() || text.isEmpty()) {
            return Finding.ok("modules", list);
        }
        String missing = list + "; kvm_hv is not loaded. If it cannot be (ENODEV, \"No such device\"), this partition"
                + " was not made KVM capable";
        return query.isWithoutKvm() || query.isRefusedFor(Reason.PARTITION)
                ? Finding.problem("modules", missing, loadCure())
                : Finding.warning("modules", missing, loadCure());
    }

    private String loadCure() {
        return isContainer ? "sudo modprobe kvm-hv (on the host of the container)" : "sudo modprobe kvm-hv";
    }

    private Finding device() throws IOException {
        DeviceFile file = DeviceFile.read(files.at(device));
        if (file != null && file.isPermitted && file.isCharacterDevice() && query.isWithoutKvm()) {
            return Finding.problem(
                    DEVICE,
                    device + " is there, but no KVM answers behind it",
                    device.equals(KvmHost.DEFAULT_DEVICE) ? loadCure() : "leave out --device");
        }
        if (file != null) {
            return file.finding(device, files, isContainer, query.isForbiddenToOpen());
        }
        if (query.isOpened()) {
            return Finding.ok(DEVICE, device + " is not there, and was not needed");
        }
        String cure = loadCure();
        if (isContainer) {
            cure = "start the container with --device " + device;
        } else if (!machine.isPower()) {
            cure = NOT_POWER_CURE;
        }
        return Finding.problem(DEVICE, device + " does not exist", cure);
    }

    /** Empty on Javas that do not ask for permission. Asked by its name, for older ones do not have it. */
    private static Optional<Boolean> nativeAccess() {
        List<Module> callers = new ArrayList<>();
        if (Doctor.class.getModule().isNamed()) {
            for (String name : List.of("org.compatcaps.backend.ffm", "com.sun.jna", "org.jnrproject.jffi")) {
                ModuleLayer.boot().findModule(name).ifPresent(callers::add);
            }
        } else {
            callers.add(Doctor.class.getModule());
        }
        boolean isAllowed = true;
        try {
            for (Module caller : callers) {
                isAllowed &= (Boolean)
                        Module.class.getMethod("isNativeAccessEnabled").invoke(caller);
            }
            return Optional.of(isAllowed);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private Finding nativeAccess(Optional<Boolean> isAllowed) {
        if (isAllowed.isEmpty()) {
            return Finding.ok("native-access", "needs no permission on this Java");
        }
        if (isAllowed.get()) {
            return Finding.ok("native-access", "allowed");
        }
        for (Backend backend : backends) {
            if (backend.isDenied() && !isAnyUsable()) {
                return Finding.problem("native-access", "denied to every backend by Java", accessCure());
            }
        }
        return Finding.warning(
                "native-access",
                "not allowed by an option: Java warns of it, and will deny it in a later version",
                accessCure());
    }

    private static String accessCure() {
        return Doctor.class.getModule().isNamed()
                ? "java --enable-native-access=org.compatcaps.backend.ffm,com.sun.jna,org.jnrproject.jffi"
                : "java --enable-native-access=ALL-UNNAMED";
    }

    private boolean isAnyUsable() {
        return backends.stream().anyMatch(Backend::isUsable);
    }

    private Finding temporaryDirectory() throws IOException {
        String directory = machine.temporaryDirectory;
        Path path = files.at(directory);
        String fault = null;
        if (!Files.isDirectory(path)) {
            fault = "is not there";
        } else if (!Files.isWritable(path)) {
            fault = "cannot be written to";
        } else if (Mounts.optionsAt(files, directory).contains("noexec")) {
            fault = "is mounted noexec";
        }
        if (fault == null) {
            return Finding.ok("temporary-directory", directory + " is writable, and libraries can be loaded from it");
        }
        String text = directory + " " + fault + ", so that jna and jnr cannot load their libraries from it";
        return isAnyUsable()
                ? Finding.ok("temporary-directory", text + "; a backend is usable all the same")
                : Finding.problem("temporary-directory", text, DIRECTORY_CURE);
    }

    private void addBackends() {
        boolean isAnyUsable = isAnyUsable();
        boolean isAnyAutomatic = false;
        for (Backend backend : backends) {
            isAnyAutomatic |= backend.isAutomatic;
            add(backend.id(), () -> backend.finding(isAnyUsable, accessCure(), DIRECTORY_CURE));
        }
        if (!isAnyAutomatic) {
            findings.add(Finding.problem(
                    "backends",
                    "none of " + BACKENDS + " was found",
                    "add compatcaps-backend-jna and JNA to the class path"));
        }
    }

    private Finding query() throws IOException {
        if (!query.isAnswered()) {
            return Finding.problem("query", query.why(), queryCure());
        }
        CompatCaps caps = query.caps();
        String text = Query.modes(caps) + String.format(" (0x%016x), asked through %s", caps.bitmap(), query.backend());
        if (query.backend().equals("mock")) {
            return Finding.warning("query", text + ", which simulates a host", "leave out the choice of that backend");
        }
        return caps.modes().isEmpty()
                ? Finding.warning(
                        "query", text + ": the kernel offers no mode that has a name here", "update compatcaps")
                : Finding.ok("query", text);
    }

    /** After what was found, which is why it is the last. */
    private String queryCure() throws IOException {
        if (query.isRefusedFor(Reason.PARTITION)) {
            return isBareMetal() ? BARE_METAL_CURE : capableCure();
        }
        if (query.isRefusedFor(Reason.ARCHITECTURE)) {
            return NOT_POWER_CURE;
        }
        if (query.isRefusedFor(Reason.KERNEL)) {
            return UPDATE_CURE;
        }
        if (query.refusal() instanceof BackendUnavailableException && isAnyUsable()) {
            return "leave out the choice of a backend (--backend, COMPATCAPS_BACKEND, -Dorg.compatcaps.backend)";
        }
        for (Finding finding : findings) {
            if (finding.status() == Status.PROBLEM) {
                return finding.cure();
            }
        }
        return "sudo dmesg | tail";
    }

    private String capableCure() throws IOException {
        boolean isOnKvm = files.strings(DEVICE_TREE + "/hypervisor/compatible").contains("linux,kvm")
                || files.strings(DEVICE_TREE + "/compatible").contains("qemu,pseries");
        return isOnKvm
                ? "give this guest QEMU's machine property cap-nested-hv=on"
                : "set KVM Capable in this partition's settings on the HMC";
    }

    private Finding nestedApi() throws IOException {
        String parameter =
                files.text(NESTED).map(value -> "; kvm_hv has nested=" + value).orElse("");
        if (!query.isAnswered()) {
            return Finding.ok("nested-api", "not known without an answer" + parameter);
        }
        Optional<NestedApi> api = query.caps().nestedApi();
        String name = api.isEmpty() ? "not known" : api.get() == NestedApi.V1 ? "v1" : "probably v2";
        return Finding.ok(
                "nested-api",
                name + api.map(known -> " (" + known.caveat() + ")").orElse("") + parameter);
    }

    private Finding estimate() {
        Path tree = deviceTree == null ? files.at(DEVICE_TREE) : deviceTree;
        try (KvmHost kvm = host.get().estimate(tree).open()) {
            return Finding.ok(
                    "estimate", "./compatcaps --estimate would say " + Query.modes(kvm.compatCaps()) + " here");
        } catch (CompatCapsException e) {
            return Finding.warning("estimate", e.getMessage(), UPDATE_CURE);
        }
    }
}
