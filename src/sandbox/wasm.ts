/** The exports of quickjs.wasm that are used here. Values are boxed: a number is the place of a box, 0 is none. */
export interface Exports {
  readonly memory: WebAssembly.Memory
  readonly __stack_pointer: WebAssembly.Global
  _initialize(): void
  wasm_malloc(bytes: number): number
  wasm_free(at: number): void
  qjs_init(): number
  /** With these parts of the language only. */
  qjs_init2(intrinsics: number): number
  qjs_destroy(): void
  qjs_get_runtime_ptr(): number
  qjs_get_context_ptr(): number
  qjs_set_runtime_and_context(runtime: number, context: number): void
  qjs_set_memory_limit(bytes: number): void
  qjs_set_max_stack_size(bytes: number): void
  qjs_set_interrupt_handler(on: number): void
  qjs_set_promise_rejection_handler(on: number): void
  qjs_set_module_loader(on: number): void
  qjs_run_gc(): void
  JS_SetMemoryLimit(runtime: number, bytes: number): void
  JS_ReadObject(context: number, at: number, bytes: number, flags: number): bigint
  JS_FreeValue(context: number, value: bigint): void
  JS_DupValue(context: number, value: bigint): bigint
  JS_GetImportMeta(context: number, module: number): bigint
  JS_SetPropertyStr(context: number, object: bigint, name: number, value: bigint): number
  qjs_eval(code: number, bytes: number, name: number, flags: number): number
  qjs_compile(code: number, bytes: number, name: number, flags: number, strip: number, bytesOut: number): number
  qjs_eval_bytecode(at: number, bytes: number): number
  qjs_new_string(at: number, bytes: number): number
  qjs_new_number(value: number): number
  qjs_new_error(): number
  qjs_new_host_function(name: number, bytes: number, flags: number): number
  qjs_throw(value: number): void
  qjs_get_exception(): number
  qjs_get_undefined(): number
  qjs_get_true(): number
  qjs_get_false(): number
  qjs_get_float64(value: number): number
  qjs_get_string_len(value: number, bytesOut: number): number
  qjs_free_cstring(at: number): void
  qjs_get_prop_string(value: number, name: number): number
  qjs_set_prop_string(value: number, name: number, to: number): void
  qjs_is_exception(value: number): number
  qjs_is_string(value: number): number
  qjs_is_number(value: number): number
  qjs_is_error(value: number): number
  qjs_dup_value(value: number): number
  qjs_free_value(value: number): void
  qjs_get_value_ptr(value: number): number
  qjs_call(fn: number, self: number, count: number, args: number): number
  qjs_promise_state(value: number): number
  qjs_promise_result(value: number): number
  qjs_promise_mark_as_handled(value: number): void
  qjs_is_job_pending(): number
  qjs_execute_pending_job(): number
}

/** How code is evaluated: as a module, or as a script. */
export const MODULE = 1
export const SCRIPT = 0
/** What is left out of bytecode. */
export const NO_SOURCE = 16
export const NO_LINES = 32
/** States of a promise. */
export const FULFILLED = 1
export const REJECTED = 2
