// A module's bytes -> text to be read. The only file that asks for binaryen, which takes half a second to load; kernels run without it.

export async function moduleText(bytes: Uint8Array): Promise<string> {
  const { default: binaryen } = await import('binaryen');
  const module = binaryen.readBinaryWithFeatures(bytes, binaryen.Features.All);
  const text = module.emitText();
  module.dispose();
  return text;
}
