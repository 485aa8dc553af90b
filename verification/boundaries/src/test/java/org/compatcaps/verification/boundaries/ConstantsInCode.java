// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.verification.boundaries;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The numbers and strings in a class file, which ArchUnit does not read. */
final class ConstantsInCode {

    /** A constant and its place. {@code isField}: the value of a field, as opposed to the operand of an instruction. */
    record Constant(Object value, String place, boolean isField) {}

    private ConstantsInCode() {}

    static List<Constant> of(JavaClass type) {
        ClassNode node = new ClassNode();
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(file).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new IllegalStateException(type.getName() + " cannot be read", e);
        }
        List<Constant> constants = new ArrayList<>();
        for (FieldNode field : node.fields) {
            if (field.value != null) {
                constants.add(new Constant(field.value, type.getName() + "." + field.name, true));
            }
        }
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                for (Object value : valuesOf(instruction)) {
                    constants.add(new Constant(value, type.getName() + "." + method.name + "()", false));
                }
            }
        }
        return constants;
    }

    private static List<?> valuesOf(AbstractInsnNode instruction) {
        if (instruction instanceof LdcInsnNode load) {
            return List.of(load.cst);
        }
        if (instruction instanceof IntInsnNode push) {
            return List.of(push.operand);
        }
        if (instruction instanceof LookupSwitchInsnNode lookup) {
            return lookup.keys;
        }
        if (instruction instanceof TableSwitchInsnNode table) {
            return List.of(table.min, table.max);
        }
        if (instruction instanceof InvokeDynamicInsnNode call) {
            // The literal parts of a concatenated string.
            return List.of(call.bsmArgs);
        }
        return List.of();
    }
}
