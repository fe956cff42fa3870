package cloud.somersault.load;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into a running server: what lives on its heap after a full collection (by class, which its
 * JVM is asked for and collects for), and what the operating system and its own metrics say.
 */
final class ServerGauge implements AutoCloseable {
    private static final Pattern CLASS_LINE =
            Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)", Pattern.MULTILINE);
    private static final Pattern ENTITIES =
            Pattern.compile("^somersault_entities\\{of=\"all\"[^}]*} (\\S+)", Pattern.MULTILINE);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final long pid;
    private final URI url;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    /**
     * One look.
     *
     * @param liveBytes on the heap after a full collection
     * @param residentBytes of the process; 0 where the system has no /proc
     * @param entities job entities in memory
     * @param files open file descriptors
     * @param threads of the JVM
     * @param cpuSeconds that the process has used since it started
     * @param classes live bytes by class
     */
    record Look(
            long liveBytes,
            long residentBytes,
            int entities,
            long files,
            int threads,
            double cpuSeconds,
            Map<String, Long> classes) {}

    ServerGauge(long pid, URI url) {
        this.pid = pid;
        this.url = url;
        try {
            var machine = VirtualMachine.attach(Long.toString(pid));
            try {
                var address = machine.startLocalManagementAgent();
                connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
                beans = connector.getMBeanServerConnection();
            } finally {
                machine.detach();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (com.sun.tools.attach.AttachNotSupportedException notThere) {
            throw new IllegalStateException("process " + pid + " can't be looked into", notThere);
        }
    }

    Look look() throws IOException {
        try {
            var histogram =
                    (String)
                            beans.invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
            var classes = new TreeMap<String, Long>();
            var lines = CLASS_LINE.matcher(histogram);
            while (lines.find()) {
                classes.merge(lines.group(2), Long.parseLong(lines.group(1)), Long::sum);
            }
            return new Look(
                    classes.values().stream().mapToLong(Long::longValue).sum(),
                    resident(),
                    entities(),
                    number("java.lang:type=OperatingSystem", "OpenFileDescriptorCount"),
                    (int) number("java.lang:type=Threading", "ThreadCount"),
                    number("java.lang:type=OperatingSystem", "ProcessCpuTime") / 1e9,
                    classes);
        } catch (JMException unknown) {
            throw new IllegalStateException("this JVM does not say what lives in it", unknown);
        }
    }

    private long number(String bean, String attribute) throws IOException, JMException {
        return ((Number) beans.getAttribute(new ObjectName(bean), attribute)).longValue();
    }

    private long resident() throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        var line = RESIDENT.matcher(Files.readString(status));
        return line.find() ? Long.parseLong(line.group(1)) * 1024 : 0;
    }

    private int entities() throws IOException {
        try (var door = new RawDoor(url)) {
            var line = ENTITIES.matcher(door.get("/metrics").body());
            return line.find() ? (int) Double.parseDouble(line.group(1)) : 0;
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
