package cloud.somersault.persistence.evidence;

import cloud.somersault.job.model.Digest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The parts of an evidence file by their names. As bytes it is a zip whose parts lie there
 * unpacked, in the order of their names and without a date, so that the same evidence is the same
 * bytes; {@value #MANIFEST} names every other part with its size and SHA-256.
 */
public final class EvidenceFile {
    /** What the format is called. */
    public static final String FORMAT = "somersault-evidence-1";

    static final String MANIFEST = "manifest.json";
    private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final long BYTES_MAX = 1L << 30;

    private final SortedMap<String, byte[]> parts;

    EvidenceFile(Map<String, byte[]> parts) {
        this.parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /** The names, in order, without the manifest. */
    List<String> names() {
        return parts.keySet().stream().filter(name -> !name.equals(MANIFEST)).toList();
    }

    Optional<byte[]> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    Optional<String> text(String name) {
        return part(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The same with its manifest made anew. */
    EvidenceFile withManifest(String jobId) {
        var all = new TreeMap<>(parts);
        all.remove(MANIFEST);
        var files = new ArrayList<Map<String, Object>>();
        all.forEach((name, bytes) -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("name", name);
            entry.put("bytes", bytes.length);
            entry.put("sha256", Digest.sha256(bytes));
            files.add(entry);
        });
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("format", FORMAT);
        manifest.put("job", jobId);
        manifest.put("files", files);
        all.put(MANIFEST, EvidenceJson.write(manifest));
        return new EvidenceFile(all);
    }

    /** What does not agree with the manifest, a sentence each. */
    List<String> differences() {
        var manifest = text(MANIFEST).map(EvidenceJson::tree);
        if (manifest.isEmpty() || !manifest.get().path("format").asText().equals(FORMAT)) {
            return List.of("there is no manifest of the format " + FORMAT);
        }
        var differences = new ArrayList<String>();
        var left = new ArrayList<>(names());
        for (JsonNode file : manifest.get().path("files")) {
            var name = file.path("name").asText();
            left.remove(name);
            var content = part(name);
            if (content.isEmpty()) {
                differences.add("%s is missing".formatted(name));
            } else if (!Digest.sha256(content.get()).equals(file.path("sha256").asText())) {
                differences.add("%s is not what the manifest says".formatted(name));
            }
        }
        left.forEach(name -> differences.add("%s is not in the manifest".formatted(name)));
        return differences;
    }

    /** As bytes, always the same. */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var part : parts.entrySet()) {
                var content = part.getValue();
                var crc = new CRC32();
                crc.update(content);
                var entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(NO_DATE);
                entry.setSize(content.length);
                entry.setCompressedSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one.
     *
     * @throws IOException when it is no zip, or a part is there twice, or it is too large
     */
    public static EvidenceFile read(byte[] bytes) throws IOException {
        var parts = new TreeMap<String, byte[]>();
        long all = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var content = zip.readNBytes(Math.toIntExact(BYTES_MAX));
                all += content.length;
                if (all >= BYTES_MAX) {
                    throw new IOException("the file is too large");
                }
                if (parts.put(entry.getName(), content) != null) {
                    throw new IOException(entry.getName() + " is there twice");
                }
            }
        }
        if (parts.isEmpty()) {
            throw new IOException("it is no evidence file");
        }
        return new EvidenceFile(parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvidenceFile file && Arrays.equals(file.bytes(), bytes());
    }

    @Override
    public int hashCode() {
        return parts.keySet().hashCode();
    }
}
