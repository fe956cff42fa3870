package cloud.somersault.persistence.proof;

import cloud.somersault.job.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key of Ed25519.
 *
 * @param base64 its SubjectPublicKeyInfo (RFC 8410) in Base64: the body of a PEM file
 */
public record PublicKeyText(String base64) {
    private static final int ID_CHARACTERS = 16;

    /** Its name: the first 16 hex digits of SHA-256 of its SubjectPublicKeyInfo. */
    public String id() {
        return Digest.sha256(Base64.getDecoder().decode(base64)).substring(0, ID_CHARACTERS);
    }

    /** As a PEM file. */
    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** Of a PEM file. */
    public static PublicKeyText ofPem(String pem) {
        return new PublicKeyText(
                pem.lines()
                        .filter(line -> !line.startsWith("-----"))
                        .reduce("", (soFar, line) -> soFar + line.strip()));
    }

    /** Whether the signature, in Base64, of a text in UTF-8 was made with this key's other half. */
    public boolean verifies(String text, String signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key());
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException _) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("every Java has Ed25519", broken);
        }
    }

    private PublicKey key() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
