// node_modules/svelte/src/internal/shared/utils.js
var e = Array.isArray, t = Array.prototype.indexOf, n = Array.prototype.includes, r = Array.from, i = Object.defineProperty, a = Object.getOwnPropertyDescriptor, o = Object.getOwnPropertyDescriptors, s = Object.prototype, c = Array.prototype, l = Object.getPrototypeOf, u = Object.isExtensible, d = () => {};
function f(e) {
	for (var t = 0; t < e.length; t++) e[t]();
}
function p() {
	var e, t;
	return {
		promise: new Promise((n, r) => {
			e = n, t = r;
		}),
		resolve: e,
		reject: t
	};
}
function m(e, t) {
	if (Array.isArray(e)) return e;
	if (t === void 0 || !(Symbol.iterator in e)) return Array.from(e);
	let n = [];
	for (let r of e) if (n.push(r), n.length === t) break;
	return n;
}
var h = 1024, g = 2048, _ = 4096, v = 8192, y = 16384, b = 32768, x = 1 << 25, S = 65536, C = 1 << 19, w = 1 << 20, ee = 1 << 25, te = 1 << 21, ne = 1 << 22, re = 1 << 23, ie = Symbol("$state"), ae = Symbol("component"), oe = Symbol("legacy props"), se = Symbol(""), ce = Symbol("attributes"), le = Symbol("class"), ue = Symbol("style"), de = Symbol("text"), fe = Symbol("form reset"), pe = new class extends Error {
	name = "StaleReactionError";
	message = "The reaction that called `getAbortSignal()` was re-run or destroyed";
}(), me = !!globalThis.document?.contentType && /* @__PURE__ */ globalThis.document.contentType.includes("xml"), he = {}, ge = Symbol("uninitialized"), _e = "http://www.w3.org/1999/xhtml", ve = "http://www.w3.org/2000/svg", ye = "http://www.w3.org/1998/Math/MathML";
function be() {
	console.warn("https://svelte.dev/e/derived_inert");
}
function xe(e) {
	console.warn("https://svelte.dev/e/hydration_mismatch");
}
function Se() {
	console.warn("https://svelte.dev/e/select_multiple_invalid_value");
}
function Ce() {
	console.warn("https://svelte.dev/e/svelte_boundary_reset_noop");
}
// node_modules/svelte/src/internal/client/dom/hydration.js
var T = !1;
function we(e) {
	T = e;
}
var E;
function Te(e) {
	if (e === null) throw xe(), he;
	return E = e;
}
function Ee() {
	return Te(/* @__PURE__ */ dn(E));
}
function D(e) {
	if (T) {
		if (/* @__PURE__ */ dn(E) !== null) throw xe(), he;
		E = e;
	}
}
function De(e = 1) {
	if (T) {
		for (var t = e, n = E; t--;) n = /* @__PURE__ */ dn(n);
		E = n;
	}
}
function Oe(e = !0) {
	for (var t = 0, n = E;;) {
		if (n.nodeType === 8) {
			var r = n.data;
			if (r === "]") {
				if (t === 0) return n;
				--t;
			} else (r === "[" || r === "[!" || r[0] === "[" && !isNaN(Number(r.slice(1)))) && (t += 1);
		}
		var i = /* @__PURE__ */ dn(n);
		e && n.remove(), n = i;
	}
}
function ke(e) {
	if (!e || e.nodeType !== 8) throw xe(), he;
	return e.data;
}
// node_modules/svelte/src/internal/client/reactivity/equality.js
function Ae(e) {
	return e === this.v;
}
function je(e, t) {
	return e == e ? e !== t || typeof e == "object" && !!e || typeof e == "function" : t == t;
}
function Me(e) {
	return !je(e, this.v);
}
function Ne(e) {
	throw Error("https://svelte.dev/e/lifecycle_outside_component");
}
// node_modules/svelte/src/internal/client/errors.js
function Pe() {
	throw Error("https://svelte.dev/e/async_derived_orphan");
}
function Fe(e, t, n) {
	throw Error("https://svelte.dev/e/each_key_duplicate");
}
function Ie(e) {
	throw Error("https://svelte.dev/e/effect_in_teardown");
}
function Le() {
	throw Error("https://svelte.dev/e/effect_in_unowned_derived");
}
function Re(e) {
	throw Error("https://svelte.dev/e/effect_orphan");
}
function ze() {
	throw Error("https://svelte.dev/e/effect_update_depth_exceeded");
}
function Be(e) {
	throw Error("https://svelte.dev/e/props_invalid_value");
}
function Ve() {
	throw Error("https://svelte.dev/e/state_descriptors_fixed");
}
function He() {
	throw Error("https://svelte.dev/e/state_prototype_fixed");
}
function Ue() {
	throw Error("https://svelte.dev/e/state_unsafe_mutation");
}
function We() {
	throw Error("https://svelte.dev/e/svelte_boundary_reset_onerror");
}
// node_modules/svelte/src/internal/shared/context.js
function Ge(e) {
	let t = e.p;
	for (; t !== null && t.c === null;) t = t.p;
	return t?.c ?? null;
}
function Ke(e, t) {
	return e === null && Ne(t), e.c ??= new Map(Ge(e) || void 0);
}
// node_modules/svelte/src/internal/client/context.js
var qe = null;
function Je(e) {
	qe = e;
}
function Ye(e) {
	return Ke(qe, "getContext").get(e);
}
function Xe(e, t) {
	return Ke(qe, "setContext").set(e, t), t;
}
function O(e, t = !1, n) {
	qe = {
		p: qe,
		i: !1,
		c: null,
		e: null,
		s: e,
		x: null,
		r: V,
		l: null
	};
}
function k(e) {
	var t = qe, n = t.e;
	if (n !== null) {
		t.e = null;
		for (var r of n) En(r);
	}
	return e !== void 0 && (t.x = e), t.i = !0, qe = t.p, Ze(e);
}
function Ze(e = {}) {
	return i(e, ae, { value: !0 }), e;
}
function Qe() {
	return !0;
}
// node_modules/svelte/src/internal/client/dom/task.js
var $e = [];
function et() {
	var e = $e;
	$e = [], f(e);
}
function tt(e) {
	if ($e.length === 0 && !kt) {
		var t = $e;
		queueMicrotask(() => {
			t === $e && et();
		});
	}
	$e.push(e);
}
function nt() {
	for (; $e.length > 0;) et();
}
// node_modules/svelte/src/internal/client/reactivity/status.js
var rt = ~(g | _ | h);
function it(e, t) {
	e.f = e.f & rt | t;
}
function at(e) {
	e.f & 512 || e.deps === null ? it(e, h) : it(e, _);
}
// node_modules/svelte/src/internal/client/reactivity/utils.js
function ot(e, t) {
	e.f & 2048 ? t.set(e, g) : e.f & 4096 && t.get(e) !== 2048 && t.set(e, _), it(e, h);
}
// node_modules/svelte/src/internal/client/dom/elements/misc.js
var st = !1;
function ct() {
	st || (st = !0, document.addEventListener("reset", (e) => {
		Promise.resolve().then(() => {
			if (!e.defaultPrevented) for (let t of e.target.elements) t[fe]?.();
		});
	}, { capture: !0 }));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/shared.js
function lt(e, t, n, r = !0) {
	r && n();
	for (var i of t) e.addEventListener(i, n);
	Tn(() => {
		for (var r of t) e.removeEventListener(r, n);
	});
}
function ut(e) {
	var t = B, n = V;
	Jn(null), Yn(null);
	try {
		return e();
	} finally {
		Jn(t), Yn(n);
	}
}
function dt(e, t, n, r = n) {
	e.addEventListener(t, () => ut(n));
	let i = e[fe];
	e[fe] = i ? () => {
		i(), r(!0);
	} : () => r(!0), ct();
}
// node_modules/svelte/src/internal/client/reactivity/async.js
function ft(e, t, n, r) {
	let i = Qe() ? gt : yt;
	var a = e.filter((e) => !e.settled), o = t.map(i);
	if (n.length === 0 && a.length === 0) {
		r(o);
		return;
	}
	var s = V, c = pt(), l = a.length === 1 ? a[0].promise : a.length > 1 ? Promise.all(a.map((e) => e.promise)) : null;
	function u(e) {
		if (!(s.f & 16384)) {
			c();
			try {
				r([...o, ...e]);
			} catch (e) {
				bn(e, s);
			}
			mt();
		}
	}
	var d = ht();
	if (n.length === 0) {
		l.then(() => u([])).finally(d);
		return;
	}
	function f() {
		Promise.all(n.map((e) => /* @__PURE__ */ vt(e))).then(u).catch((e) => bn(e, s)).finally(d);
	}
	l ? l.then(() => {
		s.f & 16384 ? d() : (c(), f(), mt());
	}) : f();
}
function pt() {
	var e = V, t = B, n = qe, r = j;
	return function(i = !0) {
		Yn(e), Jn(t), Je(n), i && !(e.f & 16384) && (r?.activate(), r?.apply());
	};
}
function mt(e = !0) {
	Yn(null), Jn(null), Je(null), e && j?.deactivate();
}
function ht() {
	var e = V, t = e.b, n = j, r = !!t?.is_rendered();
	return t?.update_pending_count(1, n), n.increment(r, e), () => {
		t?.update_pending_count(-1, n), n.decrement(r, e);
	};
}
/*#__NO_SIDE_EFFECTS__*/
function gt(e) {
	var t = 2 | g;
	return V !== null && (V.f |= C), {
		ctx: qe,
		deps: null,
		effects: null,
		equals: Ae,
		f: t,
		fn: e,
		reactions: null,
		rv: 0,
		v: ge,
		wv: 0,
		parent: V,
		ac: null
	};
}
var _t = Symbol("obsolete");
/*#__NO_SIDE_EFFECTS__*/
function vt(e, t, n) {
	let r = V;
	r === null && Pe();
	var i = void 0, a = Kt(ge), o = !B, s = /* @__PURE__ */ new Set();
	return kn(() => {
		var t = V, n = p();
		i = n.promise;
		try {
			Promise.resolve(e()).then(n.resolve, (e) => {
				e !== pe && n.reject(e);
			}).finally(mt);
		} catch (e) {
			n.reject(e), mt();
		}
		var c = j;
		if (o) {
			if (t.f & 32768) var l = ht();
			if (r.b?.is_rendered()) c.async_deriveds.get(t)?.reject(_t);
			else for (let e of s.values()) e.reject(_t);
			s.add(n), c.async_deriveds.set(t, n);
		}
		let u = (e, t = void 0) => {
			l?.(), s.delete(n), t !== _t && (c.activate(), t ? (a.f |= re, Xt(a, t)) : (a.f & 8388608 && (a.f ^= re), Xt(a, e)), c.deactivate());
		};
		n.promise.then(u, (e) => u(null, e || "unknown"));
	}), Tn(() => {
		for (let e of s) e.reject(_t);
	}), new Promise((e) => {
		function t(n) {
			function r() {
				n === i ? e(a) : t(i);
			}
			n.then(r, r);
		}
		t(i);
	});
}
/*#__NO_SIDE_EFFECTS__*/
function A(e) {
	let t = /* @__PURE__ */ gt(e);
	return Zn(t), t;
}
/*#__NO_SIDE_EFFECTS__*/
function yt(e) {
	let t = /* @__PURE__ */ gt(e);
	return t.equals = Me, t;
}
function bt(e) {
	var t = e.effects;
	if (t !== null) {
		e.effects = null;
		for (var n = 0; n < t.length; n += 1) In(t[n]);
	}
}
function xt(e) {
	var t, n = V, r = e.parent;
	if (!Gn && r !== null && e.v !== ge && r.f & 24576) return be(), e.v;
	Yn(r);
	try {
		bt(e), t = lr(e);
	} finally {
		Yn(n);
	}
	return t;
}
function St(e) {
	var t = xt(e);
	!e.equals(t) && (e.wv = or(), (!j?.is_fork || e.deps === null) && (j === null ? e.v = t : (j.capture(e, t, !0), Et?.capture(e, t, !0)), e.deps === null)) ? it(e, h) : Gn || (Dt === null ? at(e) : (wn() || j?.is_fork) && Dt.set(e, t));
}
function Ct(e) {
	if (e.effects !== null) for (let t of e.effects) (t.teardown || t.ac) && (t.teardown?.(), t.ac !== null && ut(() => {
		t.ac.abort(pe), t.ac = null;
	}), t.fn !== null && (t.teardown = d), fr(t, 0), Pn(t));
}
function wt(e) {
	if (e.effects !== null) for (let t of e.effects) t.teardown && t.fn !== null && pr(t);
}
// node_modules/svelte/src/internal/client/reactivity/batch.js
var Tt = null, j = null, Et = null, Dt = null, Ot = null, kt = !1, At = !1, jt = null, Mt = null, Nt = 0, Pt = 1, Ft = class e {
	id = Pt++;
	started = !1;
	linked = !0;
	prev = null;
	next = null;
	async_deriveds = /* @__PURE__ */ new Map();
	current = /* @__PURE__ */ new Map();
	previous = /* @__PURE__ */ new Map();
	#e = /* @__PURE__ */ new Set();
	#t = /* @__PURE__ */ new Set();
	#n = 0;
	#r = /* @__PURE__ */ new Map();
	#i = null;
	#a = [];
	#o = [];
	#s = /* @__PURE__ */ new Map();
	#c = /* @__PURE__ */ new Map();
	#l = /* @__PURE__ */ new Set();
	is_fork = !1;
	#u = !1;
	constructor() {
		Tt === null ? Tt = this : (Tt.next = this, this.prev = Tt), Tt = this;
	}
	#d() {
		if (this.is_fork) return !0;
		for (let e of this.#r.keys()) if (!this.#f(e)) return !0;
		return !1;
	}
	#f(e) {
		for (var t = e; t !== null; t = t.parent) if (this.#c.has(t)) return !0;
		return !1;
	}
	skip_effect(e) {
		this.#c.has(e) || this.#c.set(e, {
			d: [],
			m: []
		}), this.#l.delete(e);
	}
	unskip_effect(e, t = (e) => this.schedule(e)) {
		var n = this.#c.get(e);
		if (n) {
			this.#c.delete(e);
			for (var r of n.d) it(r, g), t(r);
			for (r of n.m) it(r, _), t(r);
		}
		this.#l.add(e);
	}
	#p() {
		var e = [];
		for (let i of this.#a) if (!(i.f & 16384 || !(i.f & 6144))) {
			for (var t = i, n = !1; t.parent !== null;) {
				t = t.parent;
				var r = t.f;
				if (r & 96) {
					if (!(r & 1024)) {
						n = !0;
						break;
					}
					t.f ^= h;
				}
			}
			n || e.push(t);
		}
		return this.#a = [], e;
	}
	#m() {
		this.started = !0;
		for (let [e, t] of this.#s) it(e, t), this.schedule(e);
		this.apply();
		for (var t = jt = [], n = [], r = Mt = []; this.#a.length > 0;) {
			Nt++ > 1e3 && (this.#b(), Lt());
			for (let e of this.#p()) try {
				this.#h(e, t, n);
			} catch (t) {
				throw Ht(e), this.#d() || this.discard(), t;
			}
		}
		if (j = null, r.length > 0) {
			var i = e.ensure();
			for (let e of r) i.schedule(e);
		}
		if (jt = null, Mt = null, this.#d()) {
			this.#y(n), this.#y(t);
			for (let [e, t] of this.#c) Vt(e, t);
			r.length > 0 && j.#m();
			return;
		}
		let a = this.#g();
		if (a) this.#y(n), this.#y(t), a.#v(this);
		else {
			this.#s.clear();
			for (let e of this.#e) e(this);
			this.#e.clear(), Et = this, zt(n), zt(t), Et = null, this.#i?.resolve();
			var o = j;
			this.#n === 0 && (this.#a.length === 0 || o !== null) && this.#b(), o !== null && (Wt.clear(), o.#m());
		}
	}
	#h(e, t, n) {
		e.f ^= h;
		for (var r = e.first; r !== null;) {
			var i = r.f, a = !!(i & 96);
			if (!(a && i & 1024 || i & 8192 || this.#c.has(r)) && r.fn !== null) {
				a ? r.f ^= h : i & 4 ? t.push(r) : sr(r) && (i & 16 && this.add_dirty_reaction(r, _), pr(r));
				var o = r.first;
				if (o !== null) {
					r = o;
					continue;
				}
			}
			for (; r !== null;) {
				var s = r.next;
				if (s !== null) {
					r = s;
					break;
				}
				r = r.parent;
			}
		}
	}
	#g() {
		for (var e = this.prev; e !== null; e = e.prev) if (!e.is_fork && this.#_(e)) return e;
		return null;
	}
	#_(e) {
		for (let [t, [, n]] of this.current) if (!n && e.current.has(t)) return !0;
		return !1;
	}
	#v(e) {
		for (let [t, n] of e.current) !this.previous.has(t) && e.previous.has(t) && this.previous.set(t, e.previous.get(t)), this.current.set(t, n);
		for (let [t, n] of e.async_deriveds) {
			let e = this.async_deriveds.get(t);
			e && n.promise.then(e.resolve).catch(e.reject);
		}
		e.async_deriveds.clear(), this.transfer_reactions(e.#s);
		let t = (e) => {
			var n = e.reactions;
			if (n !== null && !(e.f & 2 && !(e.f & 6144))) for (let e of n) {
				var r = e.f;
				if (r & 2) t(e);
				else {
					var i = e;
					r & 4194320 && !this.async_deriveds.has(i) && (this.#s.delete(i), it(i, g), this.schedule(i));
				}
			}
		};
		for (let e of this.current.keys()) t(e);
		this.oncommit(() => e.discard()), e.#b(), j = this, this.#m();
	}
	#y(e) {
		for (var t = 0; t < e.length; t += 1) ot(e[t], this.#s);
	}
	capture(e, t, n = !1) {
		e.v !== ge && !this.previous.has(e) && this.previous.set(e, e.v), e.f & 8388608 || (this.current.set(e, [t, n]), Dt?.set(e, t)), this.is_fork || (e.v = t);
	}
	activate() {
		j = this;
	}
	deactivate() {
		j = null, Dt = null;
	}
	flush() {
		try {
			At = !0, j = this, this.#m();
		} finally {
			Nt = 0, Ot = null, jt = null, Mt = null, At = !1, j = null, Dt = null, Wt.clear();
		}
	}
	discard() {
		for (let e of this.#t) e(this);
		this.#t.clear();
		for (let e of this.async_deriveds.values()) e.reject(_t);
		this.#b(), this.#i?.resolve();
	}
	register_created_effect(e) {
		this.#o.push(e);
	}
	increment(e, t) {
		if (this.#n += 1, e) {
			let e = this.#r.get(t) ?? 0;
			this.#r.set(t, e + 1);
		}
	}
	decrement(e, t) {
		if (--this.#n, e) {
			let e = this.#r.get(t) ?? 0;
			e === 1 ? this.#r.delete(t) : this.#r.set(t, e - 1);
		}
		this.#u || (this.#u = !0, tt(() => {
			this.#u = !1, this.linked && this.flush();
		}));
	}
	transfer_reactions(e) {
		for (let [t, n] of e) this.add_dirty_reaction(t, n);
		e.clear();
	}
	add_dirty_reaction(e, t) {
		(t === 2048 || this.#s.get(e) !== 2048) && this.#s.set(e, t);
	}
	oncommit(e) {
		this.#e.add(e);
	}
	ondiscard(e) {
		this.#t.add(e);
	}
	settled() {
		return (this.#i ??= p()).promise;
	}
	static ensure() {
		if (j === null) {
			let t = j = new e();
			!At && !kt && tt(() => {
				t.started || t.flush();
			});
		}
		return j;
	}
	apply() {
		Dt = null;
	}
	schedule(e) {
		Ot = e, e.b?.is_pending && e.f & 16777228 && !(e.f & 32768) ? e.b.defer_effect(e) : this.#a.push(e);
	}
	#b() {
		if (this.linked) {
			var e = this.prev, t = this.next;
			e === null || (e.next = t), t === null ? Tt = e : t.prev = e, this.linked = !1;
		}
	}
};
function It(e) {
	var t = kt, n = Et;
	Et = null, kt = !0;
	try {
		var r;
		for (e && (It(), r = e());;) {
			if (nt(), j === null) return r;
			j.flush();
		}
	} finally {
		kt = t, Et = n;
	}
}
function Lt() {
	try {
		ze();
	} catch (e) {
		bn(e, Ot);
	}
}
var Rt = null;
function zt(e) {
	var t = e.length;
	if (t !== 0) {
		for (var n = 0; n < t;) {
			var r = e[n++];
			if (!(r.f & 24576) && sr(r) && (Rt = /* @__PURE__ */ new Set(), pr(r), r.deps === null && r.first === null && r.nodes === null && r.teardown === null && r.ac === null && Rn(r), Rt?.size > 0)) {
				Wt.clear();
				for (let e of Rt) {
					if (e.f & 24576) continue;
					let t = [e], n = e.parent;
					for (; n !== null;) Rt.has(n) && (Rt.delete(n), t.push(n)), n = n.parent;
					for (let e = t.length - 1; e >= 0; e--) {
						let n = t[e];
						n.f & 24576 || pr(n);
					}
				}
				Rt.clear();
			}
		}
		Rt = null;
	}
}
function Bt(e) {
	j.schedule(e);
}
function Vt(e, t) {
	if (!(e.f & 32 && e.f & 1024)) {
		e.f & 2048 ? t.d.push(e) : e.f & 4096 && t.m.push(e), it(e, h);
		for (var n = e.first; n !== null;) Vt(n, t), n = n.next;
	}
}
function Ht(e) {
	it(e, h);
	for (var t = e.first; t !== null;) Ht(t), t = t.next;
}
// node_modules/svelte/src/internal/client/reactivity/sources.js
var Ut = /* @__PURE__ */ new Set(), Wt = /* @__PURE__ */ new Map(), Gt = !1;
function Kt(e, t) {
	return {
		f: 0,
		v: e,
		reactions: null,
		equals: Ae,
		rv: 0,
		wv: 0
	};
}
/*#__NO_SIDE_EFFECTS__*/
function M(e, t) {
	let n = Kt(e, t);
	return Zn(n), n;
}
/*#__NO_SIDE_EFFECTS__*/
function qt(e, t = !1, n = !0) {
	let r = Kt(e);
	return t || (r.equals = Me), r;
}
function N(e, t, n = !1) {
	return B !== null && (!qn || B.f & 131072) && Qe() && B.f & 4325394 && (Xn === null || !Xn.has(e)) && Ue(), Xt(e, n ? en(t) : t, Mt);
}
var Jt = null, Yt = 0;
function Xt(e, t, n = null) {
	if (!e.equals(t)) {
		Gn ? Wt.set(e, t) : Wt.has(e) || Wt.set(e, e.v);
		var r = Ft.ensure();
		if (r.capture(e, t), e.f & 2) {
			let t = e;
			e.f & 2048 && xt(t), Dt === null && at(t);
		}
		e.wv = or(), Jt = null, Yt = 0, $t(e, g, n), Jt = null, Qe() && V !== null && V.f & 1024 && !(V.f & 96) && (er === null ? tr([e]) : er.push(e)), !r.is_fork && Ut.size > 0 && !Gt && Zt();
	}
	return t;
}
function Zt() {
	Gt = !1;
	for (let e of Ut) {
		e.f & 1024 && it(e, _);
		let t;
		try {
			t = sr(e);
		} catch {
			t = !0;
		}
		t && pr(e);
	}
	Ut.clear();
}
function Qt(e) {
	N(e, e.v + 1);
}
function $t(e, t, n) {
	var r = e.reactions;
	if (r !== null) {
		var i = Qe(), a = r.length;
		if (Yt += a, Yt > 1e5 && Jt === null && (Jt = /* @__PURE__ */ new Set()), Jt !== null) {
			if (Jt.has(e)) return;
			Jt.add(e);
		}
		for (var o = 0; o < a; o++) {
			var s = r[o], c = s.f;
			if (i || s !== V) {
				var l = (c & g) === 0;
				if (l && it(s, t), c & 131072) Ut.add(s);
				else if (c & 2) {
					var u = s;
					Dt?.delete(u), $t(u, _, n);
				} else if (l) {
					var d = s;
					c & 16 && Rt !== null && Rt.add(d), n === null ? Bt(d) : n.push(d);
				}
			}
		}
	}
}
function en(t) {
	if (typeof t != "object" || !t || ie in t || ae in t) return t;
	let n = l(t);
	if (n !== s && n !== c) return t;
	var r = /* @__PURE__ */ new Map(), i = e(t), o = /* @__PURE__ */ M(0), u = null, d = ir, f = (e) => {
		if (ir === d) return e();
		var t = B, n = ir;
		Jn(null), ar(d);
		var r = e();
		return Jn(t), ar(n), r;
	};
	return i && r.set("length", /* @__PURE__ */ M(t.length, u)), new Proxy(t, {
		defineProperty(e, t, n) {
			"value" in n && n.configurable !== !1 && n.enumerable !== !1 && n.writable !== !1 || Ve();
			var i = r.get(t);
			return i === void 0 ? f(() => {
				var e = /* @__PURE__ */ M(n.value, u);
				return r.set(t, e), e;
			}) : N(i, n.value, !0), !0;
		},
		deleteProperty(e, t) {
			var n = r.get(t);
			if (n === void 0) {
				if (t in e) {
					let e = f(() => /* @__PURE__ */ M(ge, u));
					r.set(t, e), Qt(o);
				}
			} else N(n, ge), Qt(o);
			return !0;
		},
		get(e, n, i) {
			if (n === ie) return t;
			var o = r.get(n), s = n in e;
			if (o === void 0 && (!s || a(e, n)?.writable) && (o = f(() => /* @__PURE__ */ M(en(s ? e[n] : ge), u)), r.set(n, o)), o !== void 0) {
				var c = H(o);
				return c === ge ? void 0 : c;
			}
			return Reflect.get(e, n, i);
		},
		getOwnPropertyDescriptor(e, t) {
			this.has?.(e, t);
			var n = Reflect.getOwnPropertyDescriptor(e, t), i = r.get(t);
			if (i !== void 0) {
				var a = H(i);
				if (a === ge) return;
				if (n && "value" in n) n.value = a;
				else return {
					enumerable: !0,
					configurable: !0,
					value: a,
					writable: !0
				};
			}
			return n;
		},
		has(e, t) {
			if (t === ie) return !0;
			var n = r.get(t), i = n !== void 0 && n.v !== ge || Reflect.has(e, t);
			return (n !== void 0 || (V !== null || B !== null) && (!i || a(e, t)?.writable)) && (n === void 0 && (n = f(() => /* @__PURE__ */ M(i ? en(e[t]) : ge, u)), r.set(t, n)), H(n) === ge) ? !1 : i;
		},
		set(e, t, n, s) {
			var c = r.get(t), l = t in e;
			if (i && t === "length") for (var d = n; d < c.v; d += 1) {
				var p = r.get(d + "");
				p === void 0 ? d in e && (p = f(() => /* @__PURE__ */ M(ge, u)), r.set(d + "", p)) : N(p, ge);
			}
			if (c === void 0) (!l || a(e, t)?.writable) && (c = f(() => /* @__PURE__ */ M(void 0, u)), N(c, en(n)), r.set(t, c));
			else {
				l = c.v !== ge;
				var m = f(() => en(n));
				N(c, m);
			}
			var h = Reflect.getOwnPropertyDescriptor(e, t);
			if (h?.set && h.set.call(s, n), !l) {
				if (i && typeof t == "string") {
					var g = r.get("length"), _ = Number(t);
					Number.isInteger(_) && _ >= g.v && N(g, _ + 1);
				}
				Qt(o);
			}
			return !0;
		},
		ownKeys(e) {
			H(o);
			var t = Reflect.ownKeys(e).filter((e) => {
				var t = r.get(e);
				return t === void 0 || t.v !== ge;
			});
			for (var [n, i] of r) i.v !== ge && !(n in e) && t.push(n);
			return t;
		},
		setPrototypeOf() {
			He();
		}
	});
}
function tn(e) {
	try {
		if (typeof e == "object" && e && ie in e) return e[ie];
	} catch {}
	return e;
}
function nn(e, t) {
	return Object.is(tn(e), tn(t));
}
var rn, an, on, sn;
function cn() {
	if (rn === void 0) {
		rn = window, an = /Firefox/.test(navigator.userAgent);
		var e = Element.prototype, t = Node.prototype, n = Text.prototype;
		on = a(t, "firstChild").get, sn = a(t, "nextSibling").get, u(e) && (e[le] = void 0, e[ce] = null, e[ue] = void 0, e.__e = void 0), u(n) && (n[de] = void 0);
	}
}
function ln(e = "") {
	return document.createTextNode(e);
}
/*@__NO_SIDE_EFFECTS__*/
function un(e) {
	return on.call(e);
}
/*@__NO_SIDE_EFFECTS__*/
function dn(e) {
	return sn.call(e);
}
function P(e, t) {
	if (!T) return /* @__PURE__ */ un(e);
	var n = /* @__PURE__ */ un(E);
	if (n === null) n = E.appendChild(ln());
	else if (t && n.nodeType !== 3) {
		var r = ln();
		return n?.before(r), Te(r), r;
	}
	return t && vn(n), Te(n), n;
}
function F(e, t = !1) {
	if (!T) {
		var n = /* @__PURE__ */ un(e);
		return n instanceof Comment && n.data === "" ? /* @__PURE__ */ dn(n) : n;
	}
	if (t) {
		if (E?.nodeType !== 3) {
			var r = ln();
			return E?.before(r), Te(r), r;
		}
		vn(E);
	}
	return E;
}
function I(e, t = !1) {
	if (!T) return /* @__PURE__ */ un(e);
	var n = P(e, t);
	return D(e), n;
}
function L(e, t = 1, n = !1) {
	let r = T ? E : e;
	for (var i; t--;) i = r, r = /* @__PURE__ */ dn(r);
	if (!T) return r;
	if (n) {
		if (r?.nodeType !== 3) {
			var a = ln();
			return r === null ? i?.after(a) : r.before(a), Te(a), a;
		}
		vn(r);
	}
	return Te(r), r;
}
function fn(e) {
	e.textContent = "";
}
function pn() {
	return !1;
}
function mn(e, t, n) {
	return t == null || t === "http://www.w3.org/1999/xhtml" ? n ? document.createElement(e, { is: n }) : document.createElement(e) : n ? document.createElementNS(t, e, { is: n }) : document.createElementNS(t, e);
}
function hn() {
	return document.createDocumentFragment();
}
function gn(e = "") {
	return document.createComment(e);
}
function _n(e, t, n = "") {
	if (t.startsWith("xlink:")) e.setAttributeNS("http://www.w3.org/1999/xlink", t, n);
	else return e.setAttribute(t, n);
}
function vn(e) {
	if (e.nodeValue.length < 65536) return;
	let t = e.nextSibling;
	for (; t !== null && t.nodeType === 3;) t.remove(), e.nodeValue += t.nodeValue, t = e.nextSibling;
}
function yn(e) {
	var t = V;
	if (t === null) return B.f |= re, e;
	if (!(t.f & 32768) && !(t.f & 4)) throw e;
	bn(e, t);
}
function bn(e, t) {
	if (e === he) throw e;
	if (!(t !== null && t.f & 16384)) {
		for (; t !== null;) {
			if (t.f & 128 && !(t.f & 33570816)) {
				if (!(t.f & 32768)) throw e;
				try {
					t.b.error(e);
					return;
				} catch (t) {
					e = t;
				}
			}
			t = t.parent;
		}
		throw e;
	}
}
// node_modules/svelte/src/internal/client/reactivity/effects.js
function xn(e) {
	V === null && (B === null && Re(e), Le()), Gn && Ie(e);
}
function Sn(e, t) {
	var n = t.last;
	n === null ? t.last = t.first = e : (n.next = e, e.prev = n, t.last = e);
}
function Cn(e, t) {
	var n = V;
	n !== null && n.f & 8192 && (e |= v);
	var r = {
		ctx: qe,
		deps: null,
		nodes: null,
		f: e | g | 512,
		first: null,
		fn: t,
		last: null,
		next: null,
		parent: n,
		b: n && n.b,
		prev: null,
		teardown: null,
		wv: 0,
		ac: null
	};
	j?.register_created_effect(r);
	var i = r;
	if (e & 4) jt === null ? Ft.ensure().schedule(r) : jt.push(r);
	else if (t !== null) {
		try {
			pr(r);
		} catch (e) {
			throw In(r), e;
		}
		i.deps === null && i.teardown === null && i.nodes === null && i.first === i.last && !(i.f & 524288) && (i = i.first, e & 16 && e & 65536 && i !== null && (i.f |= S));
	}
	if (i !== null && (i.parent = n, n !== null && Sn(i, n), B !== null && B.f & 2 && !(e & 64))) {
		var a = B;
		(a.effects ??= []).push(i);
	}
	return r;
}
function wn() {
	return B !== null && !qn;
}
function Tn(e) {
	let t = Cn(8, null);
	return it(t, h), t.teardown = e, t;
}
function R(e) {
	xn("$effect");
	var t = V.f;
	if (!B && t & 32 && qe !== null && !qe.i) {
		var n = qe;
		(n.e ??= []).push(e);
	} else return En(e);
}
function En(e) {
	return Cn(4 | w, e);
}
function Dn(e) {
	Ft.ensure();
	let t = Cn(64 | C, e);
	return (e = {}) => new Promise((n) => {
		e.outro ? zn(t, () => {
			In(t), n(void 0);
		}) : (In(t), n(void 0));
	});
}
function On(e) {
	return Cn(4, e);
}
function kn(e) {
	return Cn(ne | C, e);
}
function An(e, t = 0) {
	return Cn(8 | t, e);
}
function z(e, t = [], n = [], r = []) {
	ft(r, t, n, (t) => {
		Cn(8, () => {
			e(...t.map(H));
		});
	});
}
function jn(e, t = 0) {
	return Cn(16 | t, e);
}
function Mn(e) {
	return Cn(32 | C, e);
}
function Nn(e) {
	var t = e.teardown;
	if (t !== null) {
		let n = Gn, r = B;
		Kn(!0), Jn(null);
		try {
			t.call(null);
		} catch (t) {
			bn(t, e.parent);
		} finally {
			Kn(n), Jn(r);
		}
	}
}
function Pn(e, t = !1) {
	var n = e.first;
	for (e.first = e.last = null; n !== null;) {
		let e = n.ac;
		e !== null && ut(() => {
			e.abort(pe);
		});
		var r = n.next;
		n.f & 64 ? n.parent = null : In(n, t), n = r;
	}
}
function Fn(e) {
	for (var t = e.first; t !== null;) {
		var n = t.next;
		t.f & 32 || In(t), t = n;
	}
}
function In(e, t = !0) {
	var n = !1;
	(t || e.f & 262144) && e.nodes !== null && e.nodes.end !== null && (Ln(e.nodes.start, e.nodes.end), n = !0), e.f |= x, Pn(e, t && !n), fr(e, 0);
	var r = e.nodes && e.nodes.t;
	if (r !== null) for (let e of r) e.stop();
	Nn(e), e.f ^= x, e.f |= y;
	var i = e.parent;
	i !== null && i.first !== null && Rn(e), e.next = e.prev = e.teardown = e.ctx = e.deps = e.fn = e.nodes = e.ac = e.b = null;
}
function Ln(e, t) {
	for (; e !== null;) {
		var n = e === t ? null : /* @__PURE__ */ dn(e);
		e.remove(), e = n;
	}
}
function Rn(e) {
	var t = e.parent, n = e.prev, r = e.next;
	n !== null && (n.next = r), r !== null && (r.prev = n), t !== null && (t.first === e && (t.first = r), t.last === e && (t.last = n));
}
function zn(e, t, n = !0) {
	var r = [];
	e.f |= 256, Bn(e, r, !0);
	var i = () => {
		n && In(e), t && t();
	}, a = r.length;
	if (a > 0) {
		var o = () => --a || i();
		for (var s of r) s.out(o);
	} else i();
}
function Bn(e, t, n) {
	if (!(e.f & 8192)) {
		e.f ^= v;
		var r = e.nodes && e.nodes.t;
		if (r !== null) for (let e of r) (e.is_global || n) && t.push(e);
		for (var i = e.first; i !== null;) {
			var a = i.next;
			if (!(i.f & 64)) {
				var o = !!(i.f & 65536) || !!(i.f & 32) && !!(e.f & 16);
				Bn(i, t, o ? n : !1);
			}
			i = a;
		}
	}
}
function Vn(e) {
	e.f &= -257, Hn(e, !0);
}
function Hn(e, t) {
	if (!(e.f & 256) && e.f & 8192) {
		e.f ^= v, e.f & 1024 || (it(e, g), Ft.ensure().schedule(e));
		for (var n = e.first; n !== null;) {
			var r = n.next, i = !!(n.f & 65536) || !!(n.f & 32);
			Hn(n, i ? t : !1), n = r;
		}
		var a = e.nodes && e.nodes.t;
		if (a !== null) for (let e of a) (e.is_global || t) && e.in();
	}
}
function Un(e, t) {
	if (e.nodes) for (var n = e.nodes.start, r = e.nodes.end; n !== null;) {
		var i = n === r ? null : /* @__PURE__ */ dn(n);
		t.append(n), n = i;
	}
}
// node_modules/svelte/src/internal/client/legacy.js
var Wn = null, Gn = !1;
function Kn(e) {
	Gn = e;
}
var B = null, qn = !1;
function Jn(e) {
	B = e;
}
var V = null;
function Yn(e) {
	V = e;
}
var Xn = null;
function Zn(e) {
	B !== null && (B.f & 2097152 || B.f & 2) && (Xn ??= /* @__PURE__ */ new Set()).add(e);
}
var Qn = null, $n = 0, er = null;
function tr(e) {
	er = e;
}
var nr = 1, rr = 0, ir = rr;
function ar(e) {
	ir = e;
}
function or() {
	return ++nr;
}
function sr(e) {
	var t = e.f;
	if (t & 2048) return !0;
	if (t & 4096) {
		for (var n = e.deps, r = n.length, i = 0; i < r; i++) {
			var a = n[i];
			if (sr(a) && St(a), a.wv > e.wv) return !0;
		}
		t & 512 && Dt === null && it(e, h);
	}
	return !1;
}
function cr(e, t, n = !0) {
	var r = e.reactions;
	if (r !== null && !(Xn !== null && Xn.has(e))) for (var i = 0; i < r.length; i++) {
		var a = r[i];
		a.f & 2 ? cr(a, t, !1) : t === a && (n ? it(a, g) : a.f & 1024 && it(a, _), Bt(a));
	}
}
function lr(e) {
	var t = Qn, n = $n, r = er, i = B, a = Xn, o = qe, s = qn, c = ir, l = e.f;
	Qn = null, $n = 0, er = null, B = l & 96 ? null : e, Xn = null, Je(e.ctx), qn = !1, ir = ++rr, e.ac !== null && (ut(() => {
		e.ac.abort(pe);
	}), e.ac = null);
	try {
		e.f |= te;
		var u = e.fn, d = u();
		e.f |= b;
		var f = ur(e);
		if (Qe() && er !== null && !qn && f !== null && !(e.f & 6146)) for (var p = 0; p < er.length; p++) cr(er[p], e);
		if (i !== null && i !== e) {
			if (rr++, i.deps !== null) for (let e = 0; e < n; e += 1) i.deps[e].rv = rr;
			if (t !== null) for (let e of t) e.rv = rr;
			er !== null && (r === null ? r = er : r.push(...er));
		}
		return e.f & 8388608 && (e.f ^= re), d;
	} catch (t) {
		return ur(e), yn(t);
	} finally {
		e.f ^= te, Qn = t, $n = n, er = r, B = i, Xn = a, Je(o), qn = s, ir = c;
	}
}
function ur(e) {
	var t = e.deps, n = j?.is_fork;
	if (Qn !== null) {
		var r;
		if (n || fr(e, $n), t !== null && $n > 0) for (t.length = $n + Qn.length, r = 0; r < Qn.length; r++) t[$n + r] = Qn[r];
		else e.deps = t = Qn;
		if (wn() && e.f & 512) for (r = $n; r < t.length; r++) (t[r].reactions ??= []).push(e);
	} else !n && t !== null && $n < t.length && (fr(e, $n), t.length = $n);
	return t;
}
function dr(e, r) {
	let i = r.reactions;
	if (i !== null) {
		var a = t.call(i, e);
		if (a !== -1) {
			var o = i.length - 1;
			o === 0 ? i = r.reactions = null : (i[a] = i[o], i.pop());
		}
	}
	if (i === null && r.f & 2 && (Qn === null || !n.call(Qn, r))) {
		var s = r;
		s.f & 512 && (s.f ^= 512), s.v !== ge && at(s), s.ac !== null && ut(() => {
			s.ac.abort(pe), s.ac = null, it(s, g);
		}), Ct(s), fr(s, 0);
	}
}
function fr(e, t) {
	var n = e.deps;
	if (n !== null) for (var r = t; r < n.length; r++) dr(e, n[r]);
}
function pr(e) {
	var t = e.f;
	if (!(t & 16384)) {
		it(e, h);
		var n = V;
		V = e;
		try {
			t & 16777232 ? Fn(e) : Pn(e), Nn(e);
			var r = lr(e);
			e.teardown = typeof r == "function" ? r : null, e.wv = nr;
		} finally {
			V = n;
		}
	}
}
async function mr() {
	await Promise.resolve(), It();
}
function H(e) {
	var t = !!(e.f & 2);
	if (Wn?.add(e), B !== null && !qn && !(V !== null && V.f & 16384) && (Xn === null || !Xn.has(e))) {
		var r = B.deps;
		if (B.f & 2097152) e.rv < rr && (e.rv = rr, Qn === null && r !== null && r[$n] === e ? $n++ : Qn === null ? Qn = [e] : Qn.push(e));
		else {
			B.deps ??= [], n.call(B.deps, e) || B.deps.push(e);
			var i = e.reactions;
			i === null ? e.reactions = [B] : n.call(i, B) || i.push(B);
		}
	}
	if (Gn && Wt.has(e)) return Wt.get(e);
	if (t) {
		var a = e;
		if (Gn) {
			var o = a.v;
			return (!(a.f & 1024) && a.reactions !== null || gr(a)) && (o = xt(a)), Wt.set(a, o), o;
		}
		var s = !(a.f & 512) && !qn && B !== null && !!(B.f & 512), c = (a.f & b) === 0;
		sr(a) && (s && (a.f |= 512), St(a)), s && !c && (wt(a), hr(a));
	}
	if (Dt?.has(e)) return Dt.get(e);
	if (e.f & 8388608) throw e.v;
	return e.v;
}
function hr(e) {
	if (e.f |= 512, e.deps !== null) for (let r of e.deps) {
		var t = r.reactions;
		t === null ? r.reactions = [e] : n.call(t, e) || t.push(e), r.f & 2 && !(r.f & 512) && (wt(r), hr(r));
	}
}
function gr(e) {
	if (e.v === ge) return !0;
	if (e.deps === null) return !1;
	for (let t of e.deps) if (Wt.has(t) || t.f & 2 && gr(t)) return !0;
	return !1;
}
function _r(e) {
	var t = qn;
	try {
		return qn = !0, e();
	} finally {
		qn = t;
	}
}
function vr(e) {
	if (!(typeof e != "object" || !e || e instanceof EventTarget)) {
		if (ie in e) yr(e);
		else if (!Array.isArray(e)) for (let t in e) {
			let n = e[t];
			typeof n == "object" && n && ie in n && yr(n);
		}
	}
}
function yr(e, t = /* @__PURE__ */ new Set()) {
	if (typeof e == "object" && e && !(e instanceof EventTarget) && !t.has(e)) {
		t.add(e), e instanceof Date && e.getTime();
		for (let n in e) try {
			yr(e[n], t);
		} catch {}
		let n = l(e);
		if (n !== Object.prototype && n !== Array.prototype && n !== Map.prototype && n !== Set.prototype && n !== Date.prototype) {
			let t = o(n);
			for (let n in t) {
				let r = t[n].get;
				if (r) try {
					r.call(e);
				} catch {}
			}
		}
	}
}
[.../* @__PURE__ */ "allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback".split(".")];
var br = ["touchstart", "touchmove"];
function xr(e) {
	return br.includes(e);
}
// node_modules/svelte/src/internal/client/dom/elements/events.js
var Sr = Symbol("events"), Cr = /* @__PURE__ */ new Set(), wr = /* @__PURE__ */ new Set();
function Tr(e, t, n, r = {}) {
	function i(e) {
		if (r.capture || kr.call(t, e), !e.cancelBubble) return ut(() => n?.call(this, e));
	}
	return e.startsWith("pointer") || e.startsWith("touch") || e === "wheel" ? (i.__removed = !1, tt(() => {
		i.__removed || t.addEventListener(e, i, r);
	})) : t.addEventListener(e, i, r), i;
}
function Er(e, t, n, r, i) {
	var a = {
		capture: r,
		passive: i
	}, o = Tr(e, t, n, a);
	(t === document.body || t === window || t === document || t instanceof HTMLMediaElement) && Tn(() => {
		o.__removed = !0, t.removeEventListener(e, o, a);
	});
}
function U(e, t, n) {
	(t[Sr] ??= {})[e] = n;
}
function W(e) {
	for (var t = 0; t < e.length; t++) Cr.add(e[t]);
	for (var n of wr) n(e);
}
var Dr = null, Or = !1;
function kr(e) {
	var t = this, n = t.ownerDocument, r = e.type, a = e.composedPath?.() || [], o = a[0] || e.target;
	Dr = e, Or || (Or = !0, setTimeout(() => {
		Or = !1, Dr = null;
	}));
	var s = 0, c = Dr === e && e[Sr];
	if (c) {
		var l = a.indexOf(c);
		if (l !== -1 && (t === document || t === window)) {
			e[Sr] = t;
			return;
		}
		var u = a.indexOf(t);
		if (u === -1) return;
		l <= u && (s = l);
	}
	if (o = a[s] || e.target, o !== t) {
		i(e, "currentTarget", {
			configurable: !0,
			get() {
				return o || n;
			}
		});
		var d = B, f = V;
		Jn(null), Yn(null);
		try {
			for (var p, m = []; o !== null && o !== t;) {
				try {
					var h = o[Sr]?.[r];
					h == null || o.disabled && e.target !== o || h.call(o, e);
				} catch (e) {
					p ? m.push(e) : p = e;
				}
				if (e.cancelBubble) break;
				s++, o = s < a.length ? a[s] : null;
			}
			if (p) {
				for (let e of m) queueMicrotask(() => {
					throw e;
				});
				throw p;
			}
		} finally {
			e[Sr] = t, delete e.currentTarget, Jn(d), Yn(f);
		}
	}
}
globalThis?.window?.trustedTypes;
// node_modules/svelte/src/internal/client/dom/template.js
var Ar = me ? "template" : "TEMPLATE";
function jr(e, t) {
	var n = V;
	n.nodes === null && (n.nodes = {
		start: e,
		end: t,
		a: null,
		t: null
	});
}
function Mr(e, t) {
	var n = hn();
	for (var r of e) {
		if (typeof r == "string") {
			n.append(ln(r));
			continue;
		}
		if (r === void 0 || r[0][0] === "/") {
			n.append(gn(r ? r[0].slice(3) : ""));
			continue;
		}
		let [e, o, ...s] = r, c = e === "svg" ? ve : e === "math" ? ye : t;
		var i = mn(e, c, o?.is);
		for (var a in o) _n(i, a, o[a]);
		s.length > 0 && (i.nodeName === Ar ? i.content : i).append(Mr(s, i.nodeName === "foreignObject" ? void 0 : c)), n.append(i);
	}
	return n;
}
/*#__NO_SIDE_EFFECTS__*/
function G(e, t) {
	var n = !!(t & 1), r = !!(t & 2), i;
	return () => {
		if (T) return jr(E, null), E;
		i === void 0 && (i = Mr(e, t & 4 ? ve : t & 8 ? ye : void 0), n || (i = /* @__PURE__ */ un(i)));
		var a = r || an ? document.importNode(i, !0) : i.cloneNode(!0);
		if (n) {
			var o = /* @__PURE__ */ un(a), s = a.lastChild;
			jr(o, s);
		} else jr(a, a);
		return a;
	};
}
function Nr(e = "") {
	if (!T) {
		var t = ln(e + "");
		return jr(t, t), t;
	}
	var n = E;
	return n.nodeType === 3 ? vn(n) : (n.before(n = ln()), Te(n)), jr(n, n), n;
}
function Pr() {
	if (T) return jr(E, null), E;
	var e = document.createDocumentFragment(), t = document.createComment(""), n = ln();
	return e.append(t, n), jr(t, n), e;
}
function K(e, t) {
	if (T) {
		var n = V;
		n.f & 32768 && n.nodes.end !== null || (n.nodes.end = E), Ee();
	} else e !== null && e.before(t);
}
function Fr() {
	if (T && E && E.nodeType === 8 && E.textContent?.startsWith("$")) {
		let e = E.textContent.substring(1);
		return Ee(), e;
	}
	return (window.__svelte ??= {}).uid ??= 1, `c${window.__svelte.uid++}`;
}
// node_modules/svelte/src/reactivity/create-subscriber.js
function Ir(e) {
	let t = 0, n = Kt(0), r;
	return () => {
		wn() && (H(n), An(() => (t === 0 && (r = _r(() => e(() => Qt(n)))), t += 1, () => {
			tt(() => {
				--t, t === 0 && (r?.(), r = void 0, Qt(n));
			});
		})));
	};
}
// node_modules/svelte/src/internal/client/dom/blocks/boundary.js
var Lr = S | C;
function Rr(e, t, n, r) {
	new zr(e, t, n, r);
}
var zr = class {
	parent;
	is_pending = !1;
	transform_error;
	#e;
	#t = T ? E : null;
	#n;
	#r;
	#i;
	#a = null;
	#o = null;
	#s = null;
	#c = null;
	#l = 0;
	#u = 0;
	#d = !1;
	#f = /* @__PURE__ */ new Map();
	#p = null;
	#m = Ir(() => (this.#p = Kt(this.#l), () => {
		this.#p = null;
	}));
	constructor(e, t, n, r) {
		this.#e = e, this.#n = t, this.#r = (e) => {
			var t = V;
			t.b = this, t.f |= 128, n(e);
		}, this.parent = V.b, this.transform_error = r ?? this.parent?.transform_error ?? ((e) => e), this.#i = jn(() => {
			if (T) {
				let e = ke(this.#t);
				Ee();
				let t = e === "[!";
				if (e.startsWith("[?")) {
					let t = JSON.parse(e.slice(2));
					this.#g(t);
				} else t ? this.#y() : this.#h();
			} else this.#b();
		}, Lr), T && (this.#e = E);
	}
	#h() {
		try {
			this.#a = Mn(() => this.#r(this.#e));
		} catch (e) {
			this.error(e);
		}
	}
	#g(e) {
		let t = this.#n.failed, { reset: n, invoke_onerror: r } = this.#_(e);
		tt(r), t && (this.#s = Mn(() => {
			t(this.#e, () => e, () => n);
		}));
	}
	#_(e) {
		var t = !1, n = !1;
		let r = () => {
			this.#v() || (t ? Ce() : (t = !0, n && We(), this.#s !== null && zn(this.#s, () => {
				this.#s = null;
			}), this.#S(() => {
				this.#b();
			})));
		};
		return {
			reset: r,
			invoke_onerror: () => {
				if (!this.#v()) try {
					n = !0, this.#n.onerror?.(e, r), n = !1;
				} catch (e) {
					bn(e, this.#i && this.#i.parent);
				}
			}
		};
	}
	#v() {
		return (this.#i.f & (y | x)) !== 0;
	}
	#y() {
		let e = this.#n.pending;
		e && (this.is_pending = !0, this.#o = Mn(() => e(this.#e)), tt(() => {
			if (!this.#v()) {
				var e = this.#c = document.createDocumentFragment(), t = ln(), n = !1;
				e.append(t), this.#a = this.#S(() => {
					try {
						return Mn(() => this.#r(t));
					} catch (e) {
						try {
							this.error(e), n = !0;
						} catch (e) {
							bn(e, this.#i.parent);
						}
						return null;
					}
				}), this.#a === null ? (this.#c = null, n && this.#x(j)) : this.#u === 0 && (this.#e.before(e), this.#c = null, zn(this.#o, () => {
					this.#o = null;
				}), this.#x(j));
			}
		}));
	}
	#b() {
		try {
			if (this.is_pending = this.has_pending_snippet(), this.#u = 0, this.#l = 0, this.#a = Mn(() => {
				this.#r(this.#e);
			}), this.#u > 0) {
				var e = this.#c = document.createDocumentFragment();
				Un(this.#a, e);
				let t = this.#n.pending;
				this.#o = Mn(() => t(this.#e));
			} else this.#x(j);
		} catch (e) {
			this.error(e);
		}
	}
	#x(e) {
		this.is_pending = !1, e.transfer_reactions(this.#f);
	}
	defer_effect(e) {
		ot(e, this.#f);
	}
	is_rendered() {
		return !this.is_pending && (!this.parent || this.parent.is_rendered());
	}
	has_pending_snippet() {
		return !!this.#n.pending;
	}
	#S(e) {
		var t = V, n = B, r = qe;
		Yn(this.#i), Jn(this.#i), Je(this.#i.ctx);
		try {
			return Ft.ensure(), e();
		} finally {
			Yn(t), Jn(n), Je(r);
		}
	}
	#C(e, t) {
		this.has_pending_snippet() ? (this.#u += e, this.#u === 0 && (this.#x(t), this.#o && zn(this.#o, () => {
			this.#o = null;
		}), this.#c &&= (this.#e.before(this.#c), null))) : this.parent && this.parent.#C(e, t);
	}
	update_pending_count(e, t) {
		this.#C(e, t), this.#l += e, !this.#p || this.#d || (this.#d = !0, tt(() => {
			this.#d = !1, this.#p && Xt(this.#p, this.#l);
		}));
	}
	get_effect_pending() {
		return this.#m(), H(this.#p);
	}
	error(e) {
		if (e === he || !this.#n.onerror && !this.#n.failed) throw e;
		j?.is_fork ? (this.#a && j.skip_effect(this.#a), this.#o && j.skip_effect(this.#o), this.#s && j.skip_effect(this.#s), j.oncommit(() => {
			this.#v() || this.#w(e);
		})) : this.#w(e);
	}
	#w(e) {
		this.#a &&= (In(this.#a), null), this.#o &&= (In(this.#o), null), this.#s &&= (In(this.#s), null), T && (Te(this.#t), De(), Te(Oe()));
		let t = this.#n.failed, n = (e) => {
			if (this.#v()) return;
			let { reset: n, invoke_onerror: r } = this.#_(e);
			r(), t && !this.#v() && (this.#s = this.#S(() => {
				try {
					return Mn(() => {
						var r = V;
						r.b = this, r.f |= 128, t(this.#e, () => e, () => n);
					});
				} catch (e) {
					return bn(e, this.#i.parent), null;
				}
			}));
		};
		tt(() => {
			if (!this.#v()) {
				var t;
				try {
					t = this.transform_error(e);
				} catch (e) {
					bn(e, this.#i && this.#i.parent);
					return;
				}
				typeof t == "object" && t && typeof t.then == "function" ? t.then(n, (e) => bn(e, this.#i && this.#i.parent)) : n(t);
			}
		});
	}
};
function q(e, t) {
	var n = t == null ? "" : typeof t == "object" ? `${t}` : t;
	n !== (e[de] ??= e.nodeValue) && (e[de] = n, e.nodeValue = `${n}`);
}
function Br(e, t) {
	return Hr(e, t);
}
var Vr = /* @__PURE__ */ new Map();
function Hr(e, { target: t, anchor: n, props: i = {}, events: a, context: o, intro: s = !0, transformError: c }) {
	cn();
	var l = void 0, u = Dn(() => {
		var s = n ?? t.appendChild(ln());
		Rr(s, { pending: () => {} }, (t) => {
			O({});
			var n = qe;
			if (o && (n.c = o), a && (i.$$events = a), T && jr(t, null), l = e(t, i) || Ze(), T && (V.nodes.end = E, E === null || E.nodeType !== 8 || E.data !== "]")) throw xe(), he;
			k();
		}, c);
		var u = /* @__PURE__ */ new Set(), d = (e) => {
			for (var n = 0; n < e.length; n++) {
				var r = e[n];
				if (!u.has(r)) {
					u.add(r);
					var i = xr(r);
					for (let e of [t, document]) {
						var a = Vr.get(e);
						a === void 0 && (a = /* @__PURE__ */ new Map(), Vr.set(e, a));
						var o = a.get(r);
						o === void 0 ? (e.addEventListener(r, kr, { passive: i }), a.set(r, 1)) : a.set(r, o + 1);
					}
				}
			}
		};
		return d(r(Cr)), wr.add(d), () => {
			for (var e of u) for (let n of [t, document]) {
				var r = Vr.get(n), i = r.get(e);
				--i == 0 ? (n.removeEventListener(e, kr), r.delete(e), r.size === 0 && Vr.delete(n)) : r.set(e, i);
			}
			wr.delete(d), s !== n && s.parentNode?.removeChild(s);
		};
	});
	return Ur.set(l, u), l;
}
var Ur = /* @__PURE__ */ new WeakMap();
function Wr(e, t) {
	let n = Ur.get(e);
	return n ? (Ur.delete(e), n(t)) : Promise.resolve();
}
// node_modules/svelte/src/internal/client/dom/blocks/branches.js
var Gr = class {
	anchor;
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Map();
	#n = /* @__PURE__ */ new Map();
	#r = /* @__PURE__ */ new Set();
	#i = !0;
	constructor(e, t = !0) {
		this.anchor = e, this.#i = t;
	}
	#a = (e) => {
		if (this.#e.has(e)) {
			var t = this.#e.get(e), n = this.#t.get(t);
			if (n) Vn(n), this.#r.delete(t);
			else {
				var r = this.#n.get(t);
				r && (Vn(r.effect), this.#t.set(t, r.effect), this.#n.delete(t), r.fragment.lastChild.remove(), this.anchor.before(r.fragment), n = r.effect);
			}
			for (let [t, n] of this.#e) {
				if (this.#e.delete(t), t === e) break;
				let r = this.#n.get(n);
				r && (In(r.effect), this.#n.delete(n));
			}
			for (let [e, r] of this.#t) {
				if (e === t || this.#r.has(e)) continue;
				let i = () => {
					if (Array.from(this.#e.values()).includes(e)) {
						var t = document.createDocumentFragment();
						Un(r, t), t.append(ln()), this.#n.set(e, {
							effect: r,
							fragment: t
						});
					} else In(r);
					this.#r.delete(e), this.#t.delete(e);
				};
				this.#i || !n ? (this.#r.add(e), zn(r, i, !1)) : i();
			}
		}
	};
	#o = (e) => {
		this.#e.delete(e);
		let t = Array.from(this.#e.values());
		for (let [e, n] of this.#n) t.includes(e) || (In(n.effect), this.#n.delete(e));
	};
	ensure(e, t) {
		var n = j, r = pn();
		if (t && !this.#t.has(e) && !this.#n.has(e)) {
			if (r) {
				var i = document.createDocumentFragment(), a = ln();
				i.append(a), this.#n.set(e, {
					effect: Mn(() => t(a)),
					fragment: i
				});
			} else this.#t.set(e, Mn(() => t(this.anchor)));
		}
		if (this.#e.set(n, e), r) {
			for (let [t, r] of this.#t) t === e ? n.unskip_effect(r) : n.skip_effect(r);
			for (let [t, r] of this.#n) t === e ? n.unskip_effect(r.effect) : n.skip_effect(r.effect);
			n.oncommit(this.#a), n.ondiscard(this.#o);
		} else T && (this.anchor = E), this.#a(n);
	}
};
// node_modules/svelte/src/internal/client/dom/blocks/if.js
function J(e, t, n = !1) {
	var r;
	T && (r = E, Ee());
	var i = new Gr(e), a = n ? S : 0;
	function o(e, t) {
		if (T) {
			var n = ke(r);
			if (e !== parseInt(n.substring(1))) {
				var a = Oe();
				Te(a), i.anchor = a, we(!1), i.ensure(e, t), we(!0);
				return;
			}
		}
		i.ensure(e, t);
	}
	jn(() => {
		var e = !1;
		t((t, n = 0) => {
			e = !0, o(n, t);
		}), e || o(-1, null);
	}, a);
}
// node_modules/svelte/src/internal/client/dom/blocks/key.js
var Kr = Symbol("NaN");
function qr(e, t, n) {
	T && Ee();
	var r = new Gr(e), i = !Qe();
	jn(() => {
		var e = t();
		e !== e && (e = Kr), i && typeof e == "object" && e && (e = {}), r.ensure(e, n);
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/each.js
function Y(e, t) {
	return t;
}
function Jr(e, t, n) {
	for (var i = [], a = t.length, o, s = t.length, c = 0; c < a; c++) {
		let n = t[c];
		zn(n, () => {
			if (o) {
				if (o.pending.delete(n), o.done.add(n), o.pending.size === 0) {
					var t = e.outrogroups;
					Yr(e, r(o.done)), t.delete(o), t.size === 0 && (e.outrogroups = null);
				}
			} else --s;
		}, !1);
	}
	if (s === 0) {
		var l = i.length === 0 && n !== null && e.pending.size === 0;
		if (l) {
			var u = n, d = u.parentNode;
			fn(d), d.append(u), e.items.clear();
		}
		Yr(e, t, !l);
	} else o = {
		pending: new Set(t),
		done: /* @__PURE__ */ new Set()
	}, (e.outrogroups ??= /* @__PURE__ */ new Set()).add(o);
}
function Yr(e, t, n = !0) {
	var r;
	if (e.pending.size > 0) {
		r = /* @__PURE__ */ new Set();
		for (let t of e.pending.values()) for (let n of t) r.add(e.items.get(n).e);
	}
	for (var i = 0; i < t.length; i++) {
		var a = t[i];
		r?.has(a) ? (a.f |= ee, Un(a, document.createDocumentFragment())) : In(t[i], n);
	}
}
var Xr;
function X(t, n, i, a, o, s = null) {
	var c = t, l = /* @__PURE__ */ new Map();
	if (n & 4) {
		var u = t;
		c = T ? Te(/* @__PURE__ */ un(u)) : u.appendChild(ln());
	}
	T && Ee();
	var d = null, f = /* @__PURE__ */ yt(() => {
		var t = i();
		return e(t) ? t : t == null ? [] : r(t);
	}), p = /* @__PURE__ */ new Map(), m = !0;
	function h(e) {
		if (!(_.effect.f & 16384)) {
			_.pending.delete(e);
			var t = H(f);
			_.fallback = d, Qr(_, t, c, n, a), d !== null && (t.length === 0 ? d.f & 33554432 ? (d.f ^= ee, ei(d, null, c)) : Vn(d) : zn(d, () => {
				d = null;
			}));
		}
	}
	function g(e) {
		_.pending.delete(e);
	}
	var _ = {
		effect: jn(() => {
			var e = H(f), t = e.length;
			let r = !1;
			T && ke(c) === "[!" != (t === 0) && (c = Oe(), Te(c), we(!1), r = !0);
			for (var u = /* @__PURE__ */ new Set(), _ = j, v = pn(), y = 0; y < t; y += 1) {
				T && E.nodeType === 8 && E.data === "]" && (c = E, r = !0, we(!1));
				var b = e[y], x = a(b, y), S = m ? null : l.get(x);
				S ? (S.v && Xt(S.v, b), S.i && Xt(S.i, y), v && _.unskip_effect(S.e)) : (S = $r(l, m ? c : Xr ??= ln(), b, x, y, o, n, i), m || (S.e.f |= ee), l.set(x, S)), u.add(x);
			}
			if (t === 0 && s && !d && (m ? d = Mn(() => s(c)) : (d = Mn(() => s(Xr ??= ln())), d.f |= ee)), t > u.size && Fe("", "", ""), T && t > 0 && Te(Oe()), !m) {
				if (p.set(_, u), v) {
					for (let [e, t] of l) u.has(e) || _.skip_effect(t.e);
					_.oncommit(h), _.ondiscard(g);
				} else h(_);
			}
			r && we(!0), H(f);
		}),
		flags: n,
		items: l,
		pending: p,
		outrogroups: null,
		fallback: d
	};
	m = !1, T && (c = E);
}
function Zr(e) {
	for (; e !== null && !(e.f & 32);) e = e.next;
	return e;
}
function Qr(e, t, n, i, a) {
	var o = !!(i & 8), s = t.length, c = e.items, l = Zr(e.effect.first), u, d = null, f, p = [], m = [], h, g, _, v;
	if (o) for (v = 0; v < s; v += 1) h = t[v], g = a(h, v), _ = c.get(g).e, _.f & 33554432 || (_.nodes?.a?.measure(), (f ??= /* @__PURE__ */ new Set()).add(_));
	for (v = 0; v < s; v += 1) {
		if (h = t[v], g = a(h, v), _ = c.get(g).e, e.outrogroups !== null) for (let t of e.outrogroups) t.pending.delete(_), t.done.delete(_);
		if (_.f & 8192 && (Vn(_), o && (_.nodes?.a?.unfix(), (f ??= /* @__PURE__ */ new Set()).delete(_))), _.f & 33554432) {
			if (_.f ^= ee, _ === l) ei(_, null, n);
			else {
				var y = d ? d.next : l;
				_ === e.effect.last && (e.effect.last = _.prev), _.prev && (_.prev.next = _.next), _.next && (_.next.prev = _.prev), ti(e, d, _), ti(e, _, y), ei(_, y, n), d = _, p = [], m = [], l = Zr(d.next);
				continue;
			}
		}
		if (_ !== l) {
			if (u !== void 0 && u.has(_)) {
				if (p.length < m.length) {
					var b = m[0], x;
					d = b.prev;
					var S = p[0], C = p[p.length - 1];
					for (x = 0; x < p.length; x += 1) ei(p[x], b, n);
					for (x = 0; x < m.length; x += 1) u.delete(m[x]);
					ti(e, S.prev, C.next), ti(e, d, S), ti(e, C, b), l = b, d = C, --v, p = [], m = [];
				} else u.delete(_), ei(_, l, n), ti(e, _.prev, _.next), ti(e, _, d === null ? e.effect.first : d.next), ti(e, d, _), d = _;
				continue;
			}
			for (p = [], m = []; l !== null && l !== _;) (u ??= /* @__PURE__ */ new Set()).add(l), m.push(l), l = Zr(l.next);
			if (l === null) continue;
		}
		_.f & 33554432 || p.push(_), d = _, l = Zr(_.next);
	}
	if (e.outrogroups !== null) {
		for (let t of e.outrogroups) t.pending.size === 0 && (Yr(e, r(t.done)), e.outrogroups?.delete(t));
		e.outrogroups.size === 0 && (e.outrogroups = null);
	}
	if (l !== null || u !== void 0) {
		var w = [];
		if (u !== void 0) for (_ of u) _.f & 8192 || w.push(_);
		for (; l !== null;) !(l.f & 8192) && l !== e.fallback && w.push(l), l = Zr(l.next);
		var te = w.length;
		if (te > 0) {
			var ne = i & 4 && s === 0 ? n : null;
			if (o) {
				for (v = 0; v < te; v += 1) w[v].nodes?.a?.measure();
				for (v = 0; v < te; v += 1) w[v].nodes?.a?.fix();
			}
			Jr(e, w, ne);
		}
	}
	o && tt(() => {
		if (f !== void 0) for (_ of f) _.nodes?.a?.apply();
	});
}
function $r(e, t, n, r, i, a, o, s) {
	var c = o & 1 ? o & 16 ? Kt(n) : /* @__PURE__ */ qt(n, !1, !1) : null, l = o & 2 ? Kt(i) : null;
	return {
		v: c,
		i: l,
		e: Mn(() => (a(t, c ?? n, l ?? i, s), () => {
			e.delete(r);
		}))
	};
}
function ei(e, t, n) {
	if (e.nodes) for (var r = e.nodes.start, i = e.nodes.end, a = t && !(t.f & 33554432) ? t.nodes.start : n; r !== null;) {
		var o = /* @__PURE__ */ dn(r);
		if (a.before(r), r === i) return;
		r = o;
	}
}
function ti(e, t, n) {
	t === null ? e.effect.first = n : t.next = n, n === null ? e.effect.last = t : n.prev = t;
}
// node_modules/svelte/src/internal/client/dom/blocks/svelte-component.js
function ni(e, t, n) {
	var r;
	T && (r = E, Ee());
	var i = new Gr(e);
	jn(() => {
		var e = t() ?? null;
		if (T && ke(r) === "[" != (e !== null)) {
			var a = Oe();
			Te(a), i.anchor = a, we(!1), i.ensure(e, e && ((t) => n(t, e))), we(!0);
		} else i.ensure(e, e && ((t) => n(t, e)));
	}, S);
}
// node_modules/svelte/src/internal/client/dom/elements/actions.js
function ri(e, t, n) {
	On(() => {
		var r = _r(() => t(e, n?.()) || {});
		if (n && r?.update) {
			var i = !1, a = {};
			An(() => {
				var e = n();
				vr(e), i && je(a, e) && (a = e, r.update(e));
			}), i = !0;
		}
		if (r?.destroy) return () => r.destroy();
	});
}
// node_modules/clsx/dist/clsx.mjs
function ii(e) {
	var t, n, r = "";
	if (typeof e == "string" || typeof e == "number") r += e;
	else if (typeof e == "object") {
		if (Array.isArray(e)) {
			var i = e.length;
			for (t = 0; t < i; t++) e[t] && (n = ii(e[t])) && (r && (r += " "), r += n);
		} else for (n in e) e[n] && (r && (r += " "), r += n);
	}
	return r;
}
function ai() {
	for (var e, t, n = 0, r = "", i = arguments.length; n < i; n++) (e = arguments[n]) && (t = ii(e)) && (r && (r += " "), r += t);
	return r;
}
// node_modules/svelte/src/internal/shared/attributes.js
function oi(e) {
	return typeof e == "object" ? ai(e) : e ?? "";
}
var si = [..." 	\n\r\f\xA0\v﻿"];
function ci(e, t, n) {
	var r = e == null ? "" : "" + e;
	if (t && (r = r ? r + " " + t : t), n) {
		for (var i of Object.keys(n)) if (n[i]) r = r ? r + " " + i : i;
		else if (r.length) for (var a = i.length, o = 0; (o = r.indexOf(i, o)) >= 0;) {
			var s = o + a;
			(o === 0 || si.includes(r[o - 1])) && (s === r.length || si.includes(r[s])) ? r = (o === 0 ? "" : r.substring(0, o)) + r.substring(s + 1) : o = s;
		}
	}
	return r === "" ? null : r;
}
function li(e, t = !1) {
	var n = t ? " !important;" : ";", r = "";
	for (var i of Object.keys(e)) {
		var a = e[i];
		a != null && a !== "" && (r += " " + i + ": " + a + n);
	}
	return r;
}
function ui(e) {
	return e[0] !== "-" || e[1] !== "-" ? e.toLowerCase() : e;
}
function di(e, t) {
	if (t) {
		var n = "", r, i;
		if (Array.isArray(t) ? (r = t[0], i = t[1]) : r = t, e) {
			e = String(e).replaceAll(/\/\*.*?\*\//g, "").trim();
			var a = !1, o = 0, s = !1, c = [];
			r && c.push(...Object.keys(r).map(ui)), i && c.push(...Object.keys(i).map(ui));
			var l = 0, u = -1;
			let t = e.length;
			for (var d = 0; d < t; d++) {
				var f = e[d];
				if (s ? f === "/" && e[d - 1] === "*" && (s = !1) : a ? a === f && (a = !1) : f === "/" && e[d + 1] === "*" ? s = !0 : f === "\"" || f === "'" ? a = f : f === "(" ? o++ : f === ")" && o--, !s && a === !1 && o === 0) {
					if (f === ":" && u === -1) u = d;
					else if (f === ";" || d === t - 1) {
						if (u !== -1) {
							var p = ui(e.substring(l, u).trim());
							if (!c.includes(p)) {
								f !== ";" && d++;
								var m = e.substring(l, d).trim();
								n += " " + m + ";";
							}
						}
						l = d + 1, u = -1;
					}
				}
			}
		}
		return r && (n += li(r)), i && (n += li(i, !0)), n = n.trim(), n === "" ? null : n;
	}
	return e == null ? null : String(e);
}
// node_modules/svelte/src/internal/client/dom/elements/class.js
function fi(e, t, n, r, i, a) {
	var o = e[le];
	if (T || o !== n || o === void 0) {
		var s = ci(n, r, a);
		T && s === e.getAttribute("class") || (s == null ? e.removeAttribute("class") : t ? e.className = s : e.setAttribute("class", s)), e[le] = n;
	} else if (a && i !== a) for (var c in a) {
		var l = !!a[c];
		(i == null || l !== !!i[c]) && e.classList.toggle(c, l);
	}
	return a;
}
// node_modules/svelte/src/internal/client/dom/elements/style.js
function pi(e, t = {}, n, r) {
	for (var i in n) {
		var a = n[i];
		t[i] !== a && (n[i] == null ? e.style.removeProperty(i) : e.style.setProperty(i, a, r));
	}
}
function mi(e, t, n, r) {
	var i = e[ue];
	if (T || i !== t) {
		var a = di(t, r);
		T && a === e.getAttribute("style") || (a == null ? e.removeAttribute("style") : e.style.cssText = a), e[ue] = t;
	} else r && (Array.isArray(r) ? (pi(e, n?.[0], r[0]), pi(e, n?.[1], r[1], "important")) : pi(e, n, r));
	return r;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/select.js
function hi(e, t) {
	t ? e.hasAttribute("selected") || e.setAttribute("selected", "") : e.removeAttribute("selected");
}
function gi(t, n) {
	var r = t.__defaultValue, i = t.multiple, a = i ? r ?? [] : null;
	if (!i || e(a)) {
		var o = t.selectedIndex, s = n && i ? new Set(t.selectedOptions) : null;
		for (var c of t.options) {
			var l = yi(c);
			hi(c, i ? a.includes(l) : nn(l, r));
		}
		if (n) {
			if (s !== null) for (c of t.options) {
				var u = s.has(c);
				c.selected !== u && (c.selected = u);
			}
			else t.selectedIndex !== o && (t.selectedIndex = o);
		}
	}
}
function _i(t, n, r = !1) {
	if (t.multiple) {
		if (n == null) return;
		if (!e(n)) return Se();
		for (var i of t.options) i.selected = n.includes(yi(i));
	} else {
		for (i of t.options) if (nn(yi(i), n)) {
			i.selected = !0;
			return;
		}
		r && n === void 0 || (t.selectedIndex = -1);
	}
}
function vi(e) {
	var t = new MutationObserver((t) => {
		t.every(bi) || ("__defaultValue" in e && gi(e, !1), "__value" in e && _i(e, e.__value));
	});
	t.observe(e, {
		childList: !0,
		subtree: !0,
		attributes: !0,
		attributeFilter: ["value"]
	}), Tn(() => {
		t.disconnect();
	});
}
function yi(e) {
	return "__value" in e ? e.__value : e.value;
}
function bi(e) {
	if (e.target.closest("selectedcontent") !== null) return !0;
	if (e.type === "childList") {
		var t = [...e.addedNodes, ...e.removedNodes];
		return t.length > 0 && t.every((e) => e.nodeName === "SELECTEDCONTENT");
	}
	return !1;
}
// node_modules/svelte/src/internal/client/dom/elements/attributes.js
var xi = Symbol("is custom element"), Si = Symbol("is html"), Ci = me ? "link" : "LINK", wi = me ? "progress" : "PROGRESS";
function Ti(e) {
	if (T) {
		var t = !1, n = () => {
			if (!t) {
				if (t = !0, e.hasAttribute("value")) {
					var n = e.value;
					Z(e, "value", null), e.value = n;
				}
				if (e.hasAttribute("checked")) {
					var r = e.checked;
					Z(e, "checked", null), e.checked = r;
				}
			}
		};
		e[fe] = n, tt(n), ct();
	}
}
function Ei(e, t) {
	var n = Di(e);
	n.value !== (n.value = t ?? void 0) && (e.value !== t || t === 0 && e.nodeName === wi) && (e.value = t ?? "");
}
function Z(e, t, n, r) {
	var i = Di(e);
	if (!(T && (i[t] = e.getAttribute(t), t === "src" || t === "srcset" || t === "href" && e.nodeName === Ci))) {
		var a = i[t];
		a !== (i[t] = n) && (t === "loading" && (e[se] = n), n == null ? e.removeAttribute(t) : typeof n != "string" && ki(e).has(t) ? e[t] = n : (!T || typeof n != "number" && typeof n != "boolean" || a !== String(n)) && e.setAttribute(t, n));
	}
}
function Di(e) {
	return e[ce] ??= {
		[xi]: e.nodeName.includes("-"),
		[Si]: e.namespaceURI === _e
	};
}
var Oi = /* @__PURE__ */ new Map();
function ki(e) {
	var t = e.getAttribute("is") || e.nodeName, n = Oi.get(t);
	if (n) return n;
	Oi.set(t, n = /* @__PURE__ */ new Set());
	for (var r, i = e, a = Element.prototype; a !== i;) {
		for (var s in r = o(i), r) r[s].set && s !== "innerHTML" && s !== "textContent" && s !== "innerText" && n.add(s);
		i = l(i);
	}
	return n;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/input.js
function Ai(e, t, n = t) {
	var r = /* @__PURE__ */ new WeakSet();
	dt(e, "input", async (i) => {
		var a = i ? e.defaultValue : e.value;
		if (a = ji(e) ? Mi(a) : a, n(a), j !== null && r.add(j), await mr(), a !== (a = t())) {
			var o = e.selectionStart, s = e.selectionEnd, c = e.value.length;
			if (e.value = a ?? "", s !== null) {
				var l = e.value.length;
				o === s && s === c && l > c ? (e.selectionStart = l, e.selectionEnd = l) : (e.selectionStart = o, e.selectionEnd = Math.min(s, l));
			}
		}
	}), (T && e.defaultValue !== e.value || _r(t) == null && e.value) && (n(ji(e) ? Mi(e.value) : e.value), j !== null && r.add(j)), An(() => {
		var n = t();
		if (e === document.activeElement) {
			var i = j;
			if (r.has(i)) return;
		}
		ji(e) && n === Mi(e.value) || (e.type !== "date" || n || e.value) && n !== e.value && (e.value = n ?? "");
	});
}
function ji(e) {
	var t = e.type;
	return t === "number" || t === "range";
}
function Mi(e) {
	return e === "" ? null : +e;
}
var Ni = /* @__PURE__ */ new class e {
	#e = /* @__PURE__ */ new WeakMap();
	#t;
	#n;
	static entries = /* @__PURE__ */ new WeakMap();
	constructor(e) {
		this.#n = e;
	}
	observe(e, t) {
		var n = this.#e.get(e) || /* @__PURE__ */ new Set();
		return n.add(t), this.#e.set(e, n), this.#r().observe(e, this.#n), () => {
			var n = this.#e.get(e);
			n.delete(t), n.size === 0 && (this.#e.delete(e), this.#t.unobserve(e));
		};
	}
	#r() {
		return this.#t ??= new ResizeObserver((t) => {
			for (var n of t) {
				e.entries.set(n.target, n);
				for (var r of this.#e.get(n.target) || []) r(n);
			}
		});
	}
}({ box: "border-box" });
function Pi(e, t, n) {
	var r = Ni.observe(e, () => n(e[t]));
	On(() => (_r(() => n(e[t])), r));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/this.js
function Fi(e, t) {
	return e === t || e?.[ie] === t;
}
function Ii(e = Ze(), t, n, r) {
	var i = qe.r, a = V;
	return On(() => {
		var o, s;
		return An(() => {
			o = s, s = r?.() || [], _r(() => {
				Fi(n(...s), e) || (t(e, ...s), o && Fi(n(...o), e) && t(null, ...o));
			});
		}), () => {
			let r = a;
			for (; r !== i && r.parent !== null && r.parent.f & 33554432;) r = r.parent;
			let o = () => {
				s && Fi(n(...s), e) && t(null, ...s);
			}, c = r.teardown;
			r.teardown = () => {
				o(), c?.();
			};
		};
	}), e;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/window.js
function Li(e, t) {
	lt(window, ["resize"], () => ut(() => t(window[e])));
}
// node_modules/svelte/src/internal/client/reactivity/store.js
var Ri = !1;
function zi(e) {
	var t = Ri;
	try {
		return Ri = !1, [e(), Ri];
	} finally {
		Ri = t;
	}
}
// node_modules/svelte/src/internal/client/reactivity/props.js
function Bi(e, t, n, r) {
	var i = !0, o = !!(n & 8), s = !!(n & 16), c = r, l = !0, u = void 0, d = () => s && i ? (u ??= /* @__PURE__ */ gt(r), H(u)) : (l && (l = !1, c = s ? _r(r) : r), c);
	let f;
	if (o) {
		var p = ie in e || oe in e;
		f = a(e, t)?.set ?? (p && t in e ? (n) => e[t] = n : void 0);
	}
	var m, h = !1;
	o ? [m, h] = zi(() => e[t]) : m = e[t], m === void 0 && r !== void 0 && (m = d(), f && (i && Be(t), f(m)));
	var g = i ? () => {
		var n = e[t];
		return n === void 0 ? d() : (l = !0, n);
	} : () => {
		var n = e[t];
		return n !== void 0 && (c = void 0), n === void 0 ? c : n;
	};
	if (i && !(n & 4)) return g;
	if (f) {
		var _ = e.$$legacy;
		return (function(e, t) {
			return arguments.length > 0 ? ((!i || !t || _ || h) && f(t ? g() : e), e) : g();
		});
	}
	var v = !1, y = (n & 1 ? gt : yt)(() => (v = !1, g()));
	o && H(y);
	var b = V;
	return (function(e, t) {
		if (arguments.length > 0) {
			let n = t ? H(y) : i && o ? en(e) : e;
			return N(y, n), v = !0, c !== void 0 && (c = n), e;
		}
		return Gn && v || b.f & 16384 ? y.v : H(y);
	});
}
var Vi = {};
function Hi(e) {
	let [t, n] = e === "log8" ? [255, 12] : [65535, 2048];
	return Vi[e] ??= Float64Array.from({ length: t + 1 }, (e, r) => r === 0 ? NaN : r === 1 ? 0 : 2 ** ((r - t) / n));
}
async function Ui(e) {
	let t = Gi(e.values), n = e.is_deflated ? await Ki(t) : t, { rows: r, columns: i, encoding: a } = e;
	if (a === "float32") return {
		rows: r,
		columns: i,
		values: new Float32Array(n.buffer, n.byteOffset, r * i)
	};
	let o = Hi(a), s = a === "log8" ? n : new Uint16Array(n.buffer, n.byteOffset, r * i), c = new Float32Array(r * i);
	for (let t = 0; t < c.length; t++) c[t] = e.scale * (o[s[t] ?? 0] ?? NaN);
	return {
		rows: r,
		columns: i,
		values: c
	};
}
function Wi({ rows: e, columns: t, values: n }) {
	let r = new Uint8Array(n.buffer, n.byteOffset, n.byteLength), i = "";
	for (let e = 0; e < r.length; e += 8192) i += String.fromCharCode(...r.subarray(e, e + 8192));
	return {
		encoding: "float32",
		rows: e,
		columns: t,
		scale: 1,
		is_deflated: !1,
		values: btoa(i)
	};
}
function Gi(e) {
	let t = atob(e), n = new Uint8Array(t.length);
	for (let e = 0; e < n.length; e++) n[e] = t.charCodeAt(e);
	return n;
}
async function Ki(e) {
	let t = new Blob([e]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
	return new Uint8Array(await new Response(t).arrayBuffer());
}
// src/data/source.ts
var qi = class extends Error {
	missing;
	constructor(e) {
		super(e.message.en ?? e.kind), this.missing = e;
	}
}, Ji = (...e) => e.map((e) => encodeURIComponent(e)).join("/"), Yi = (e) => typeof e == "object" && !!e && "type" in e && e.type === "missing";
function Xi(e) {
	if (Yi(e)) throw new qi(e);
	return e;
}
var Zi = 400;
function Qi(e) {
	let t = /* @__PURE__ */ new Map();
	return { get(n) {
		let r = t.get(n);
		r === void 0 ? (r = e.get(n), r.catch(() => t.delete(n))) : t.delete(n), t.set(n, r);
		for (let e of t.keys()) {
			if (t.size <= Zi) break;
			t.delete(e);
		}
		return r;
	} };
}
function $i(e) {
	return { async get(t) {
		let n = await fetch(`${e}api/${t}`, { credentials: "same-origin" });
		if (!n.ok) throw Error(`${n.status} ${n.statusText}`);
		return Xi(await n.json());
	} };
}
// src/data/inside.ts
var ea = 256, ta = 64, na = {
	type: "missing",
	kind: "not_inside",
	message: {}
};
function ra(e) {
	async function t(t) {
		let n = Object.hasOwn(e, t) ? e[t] : void 0;
		return typeof n == "string" ? JSON.parse(new TextDecoder().decode(await Ki(Gi(n)))) : n;
	}
	async function n(e, r, i, a, o) {
		let s = await t(`${e}/${r}/${i}/${a}/${r === 0 ? "peak" : o}`);
		if (s) {
			let e = await Ui(s.array);
			return {
				cells: e,
				tokens: e.rows << r,
				like: s
			};
		}
		return r === 0 ? null : ia(await Promise.all([
			0,
			1,
			2,
			3
		].map((t) => n(e, r - 1, 2 * i + t % 2, 2 * a + (t >> 1), o))), r, o === "mass");
	}
	async function r(e) {
		let [t, r, i, a, ...o] = e.split("/"), s = `${t}/tile/${i}/${a}`;
		if (r === "tile" && o.length === 4) {
			let [e = 0, t = 0, r = 0] = o.slice(0, 3).map(Number), i = e < 10 ? await n(s, e, t, r, o[3] ?? "") : null;
			return i && {
				...i.like,
				level: e,
				x: t,
				y: r,
				channel: o[3],
				array: Wi(i.cells)
			};
		}
		if ((r === "row" || r === "column") && o.length === 1) return aa(Number(o[0]), r === "row", (e, t) => n(s, 0, e, t, "peak"));
	}
	return { async get(e) {
		return Xi(await t(e) ?? await r(e) ?? await t("not_inside") ?? na);
	} };
}
function ia(e, t, n) {
	let [r, i, a] = e;
	if (!r) return null;
	let o = r.tokens + (a?.tokens ?? 0), s = r.cells.rows + (a?.cells.rows ?? 0), c = r.cells.columns + (i?.cells.columns ?? 0), l = Math.ceil(s / 2), u = Math.ceil(c / 2), d = new Float32Array(l * u).fill(NaN), f = 1 << t - 1, p = (e) => Math.min(f, o - e * f) / Math.min(2 * f, o - (e >> 1) * 2 * f);
	for (let t = 0; t < s; t++) {
		let i = p(t);
		for (let a = 0; a < c; a++) {
			let { cells: o } = e[+(a >= ea) + (t >= ea ? 2 : 0)] ?? r, s = o.values[t % ea * o.columns + a % ea] ?? NaN;
			if (Number.isNaN(s)) continue;
			let c = (t >> 1) * u + (a >> 1), l = d[c] ?? NaN, f = Number.isNaN(l) ? 0 : l;
			d[c] = n ? f + s * i : Math.max(f, s);
		}
	}
	return {
		cells: {
			rows: l,
			columns: u,
			values: d
		},
		tokens: o,
		like: r.like
	};
}
async function aa(e, t, n) {
	let r = Math.floor(e / ea), i = e % ea, a = [], o = null;
	for (let e = 0;; e++) {
		let s = await (t ? n(e, r) : n(r, e));
		if (!s) break;
		let { rows: c, columns: l, values: u } = s.cells;
		if (i >= (t ? c : l)) return null;
		for (let e = 0; e < (t ? l : c); e++) a.push(u[t ? i * l + e : e * l + i] ?? NaN);
		if (o = s.like, (t ? l : c) < ea) break;
	}
	if (!o) return null;
	let s = a.map((e, t) => [t, e]).filter(([, e]) => e > 0);
	return s.sort((e, t) => t[1] - e[1]), {
		head: o.head,
		text: o.text,
		token: e,
		axis: t ? "query" : "key",
		is_whole: !0,
		total: s.reduce((e, [, t]) => e + t, 0),
		visible: a.filter((e) => !Number.isNaN(e)).length,
		strongest: s.slice(0, ta),
		strip_cell_tokens: 1,
		strip: Wi({
			rows: 1,
			columns: a.length,
			values: Float32Array.from(a)
		})
	};
}
// node_modules/svelte/src/internal/disclose-version.js
typeof window < "u" && ((window.__svelte ??= {}).v ??= /* @__PURE__ */ new Set()).add("5");
// src/state/address.ts
var oa = [
	"shelf",
	"sky",
	"head",
	"matrix",
	"words",
	"compare",
	"findings",
	"lab",
	"alignment",
	"corpus",
	"views",
	"glossary"
], sa = {
	screen: "sky",
	run: "",
	text: 0,
	head: "",
	tray: [],
	against: "",
	query: null,
	key: null,
	rows: null,
	keys: null,
	channel: "peak",
	scale: "log",
	low: 1e-4,
	high: 1,
	sinks: "shown",
	metric: "thumbnail",
	order: "layer",
	only: "",
	mode: "",
	pair: 0,
	is_table: !1,
	language: "en",
	theme: "light"
}, ca = [
	"A",
	"B",
	"C",
	"D"
], la = (e) => e !== null && /^\d{1,9}$/.test(e) ? Number(e) : null;
function ua(e) {
	let t = /^(\d{1,9})-(\d{1,9})$/.exec(e ?? "");
	if (!t) return null;
	let n = Number(t[1]), r = Number(t[2]);
	return n < r ? {
		from: n,
		to: r
	} : null;
}
function da(e) {
	let t = new URLSearchParams(), n = (e, n, r) => {
		n != null && n !== r && t.set(e, String(n));
	}, r = e.tray.includes(e.head);
	n("h", (r ? [e.head] : [e.head, ...e.tray]).join(","), ""), n("pin", r ? e.tray.join(",") : "", ""), n("vs", e.against, ""), n("t", e.text, 0), n("q", e.query, null), n("k", e.key, null), n("row", e.rows && `${e.rows.from}-${e.rows.to}`, null), n("key", e.keys && `${e.keys.from}-${e.keys.to}`, null), n("ch", e.channel, sa.channel), n("scale", e.scale === "log" && e.low === sa.low && e.high === sa.high ? null : `${e.scale}:${e.low},${e.high}`, null), n("sink", e.sinks, sa.sinks), n("show", e.metric, sa.metric), n("order", e.order, sa.order), n("only", e.only, ""), n("mode", e.mode, ""), n("pair", e.pair, 0), n("table", e.is_table ? 1 : null, null), n("lang", e.language, null), n("theme", e.theme, null);
	let i = t.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
	return `/r/${encodeURIComponent(e.run)}/${e.screen}${i ? `?${i}` : ""}`;
}
function fa(e, t = sa) {
	let [n = "", r = ""] = e.replace(/^#/, "").split("?", 2), i = n.split("/"), a = new URLSearchParams(r), o = oa.find((e) => e === i[3]) ?? t.screen, s = /^(log|linear):([\d.e+-]+),([\d.e+-]+)$/.exec(a.get("scale") ?? ""), c = Number(s?.[2]), l = Number(s?.[3]), u = s !== null && c >= 0 && c < l && l <= 1, d = a.get("ch"), f = a.get("theme"), [p = "", ...m] = (a.get("h") ?? "").split(","), h = [...m, ...(a.get("pin") ?? "").split(",")].filter((e) => e !== "");
	return {
		...t,
		screen: o,
		run: pa(i[2]) || t.run,
		text: la(a.get("t")) ?? 0,
		head: p,
		tray: [...new Set(h)].slice(0, ca.length),
		against: a.get("vs") ?? "",
		query: la(a.get("q")),
		key: la(a.get("k")),
		rows: ua(a.get("row")),
		keys: ua(a.get("key")),
		channel: d === "mass" ? "mass" : "peak",
		scale: u && s[1] === "linear" ? "linear" : "log",
		low: u ? c : sa.low,
		high: u ? l : sa.high,
		sinks: a.get("sink") === "dimmed" ? "dimmed" : "shown",
		metric: a.get("show") ?? sa.metric,
		order: a.get("order") ?? sa.order,
		only: a.get("only") ?? "",
		mode: a.get("mode") ?? "",
		pair: la(a.get("pair")) ?? 0,
		is_table: a.get("table") === "1",
		language: a.get("lang") ?? t.language,
		theme: f === "dark" || f === "light" ? f : t.theme
	};
}
function pa(e) {
	try {
		return decodeURIComponent(e ?? "");
	} catch {
		return "";
	}
}
// src/state/tray.ts
var ma = (e, t) => ca[e.tray.indexOf(t)] ?? "", ha = (e, t) => e.tray.includes(t) ? e.tray : [t, ...e.tray];
function ga(e, t, n) {
	let r = e.indexOf(t), i = e[r + n];
	return r < 0 || i === void 0 ? e : e.map((e) => e === t ? i : e === i ? t : e);
}
function _a(e, t, n = !1) {
	let { state: r } = e, i = r.tray.includes(t);
	if (i && n) return;
	if (!i && r.tray.length === ca.length) {
		e.said = e.say("viewer_tray_full", { count: ca.length });
		return;
	}
	let a = i ? r.tray.filter((e) => e !== t) : [...r.tray, t];
	e.go({
		head: e.head ?? "",
		tray: a
	}), e.said = i ? e.say("viewer_unpinned", { head: t }) : e.say("viewer_pinned", {
		head: t,
		letter: ma(e.state, t)
	});
}
// src/state/keys.ts
var va = [
	["0", "shelf"],
	["1", "sky"],
	["2", "head"],
	["3", "matrix"],
	["4", "words"],
	["5", "compare"],
	["6", "findings"],
	["8", "alignment"],
	["v", "views"],
	["?", "glossary"]
], ya = (e) => va.filter(([, t]) => t !== "alignment" || e), ba = [
	...va.map(([e, t]) => [e, `viewer_screen_${t}`]),
	["/", "viewer_key_search"],
	["← → ↑ ↓", "viewer_key_move"],
	["Enter", "viewer_key_pin"],
	["p", "viewer_key_tray"],
	["Esc", "viewer_key_clear"],
	["[ ]", "viewer_key_layer"],
	[", .", "viewer_key_head"],
	["+ −", "viewer_key_zoom"],
	["n N", "viewer_key_edge"],
	["s", "viewer_key_sinks"],
	["l", "viewer_key_scale"],
	["t", "viewer_key_table"],
	["c", "viewer_key_compare"],
	["f", "viewer_key_flicker"],
	["u", "viewer_key_undo"]
], xa = (e) => e.scale === "log" ? {
	scale: "linear",
	low: 0,
	high: 1
} : {
	scale: "log",
	low: sa.low,
	high: sa.high
};
function Sa(e, t) {
	if (t.defaultPrevented || t.ctrlKey || t.metaKey || t.altKey || wa(t.target)) return;
	let n = ya(e.overview?.has_alignment ?? !1).find(([e]) => e === t.key)?.[1];
	if (n && (e.state.run || n === "shelf" || n === "glossary")) e.go({
		screen: n,
		mode: ""
	});
	else if (t.key === "Escape") e.point(null), e.go({
		query: null,
		key: null,
		tray: []
	}), e.said = e.say("page_cleared");
	else if (t.key === "s") e.go({ sinks: e.state.sinks === "dimmed" ? "shown" : "dimmed" }, !0);
	else if (t.key === "l") e.go(xa(e.state), !0);
	else if (t.key === "t") e.go({ is_table: !e.state.is_table });
	else if (t.key === "u") e.back();
	else if (t.key === "c") e.go({
		screen: "compare",
		mode: ""
	});
	else if (t.key === "p" && e.overview && e.head) _a(e, e.head);
	else if (t.key === "/" && e.overview) e.isSearching = !0;
	else if (t.key === "f" && e.state.screen === "compare") e.go({ mode: e.state.mode === "flicker" ? "" : "flicker" });
	else if ("[],.".includes(t.key)) Ca(e, t.key);
	else return;
	t.preventDefault();
}
function Ca(e, t) {
	let n = e.overview, r = e.head;
	if (!n || r === null) return;
	let i = n.heads.find((e) => e.head === r), a = n.sites.map((e) => n.heads.filter((t) => t.site === e.site)), o = a.findIndex((e) => e.some((e) => e.head === r)), s = a[o]?.findIndex((e) => e.head === i?.head) ?? 0, c = a[o + (t === "[" ? -1 : +(t === "]"))], l = c?.[Math.min(s + (t === "," ? -1 : +(t === ".")), c.length - 1)];
	l && (e.go({ head: l.head }), e.said = e.say("page_selected", {
		head: l.head,
		label: e.say(`label_${l.label}`)
	}));
}
var wa = (e) => e instanceof HTMLElement && (e.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName)) && !(e instanceof HTMLInputElement && e.type === "range"), Ta = class {
	#e = /* @__PURE__ */ M(null);
	get answer() {
		return H(this.#e);
	}
	set answer(e) {
		N(this.#e, e);
	}
	#t = /* @__PURE__ */ M(null);
	get request() {
		return H(this.#t);
	}
	set request(e) {
		N(this.#t, e, !0);
	}
	#n = /* @__PURE__ */ M(null);
	get missing() {
		return H(this.#n);
	}
	set missing(e) {
		N(this.#n, e);
	}
	#r = /* @__PURE__ */ M("");
	get failed() {
		return H(this.#r);
	}
	set failed(e) {
		N(this.#r, e, !0);
	}
	#i = /* @__PURE__ */ M(!1);
	get isWaiting() {
		return H(this.#i);
	}
	set isWaiting(e) {
		N(this.#i, e, !0);
	}
};
function Ea(e, t) {
	let n = new Ta();
	return R(() => {
		let r = t();
		if (r === null) {
			n.isWaiting = !1;
			return;
		}
		let i = !0;
		return n.isWaiting = !0, e.get(r).then((e) => {
			i && (n.answer = e, n.request = r, n.missing = null, n.failed = "", n.isWaiting = !1);
		}, (e) => {
			i && (n.answer = null, n.request = r, n.missing = e instanceof qi ? e.missing : null, n.failed = e instanceof qi ? "" : String(e), n.isWaiting = !1);
		}), () => {
			i = !1;
		};
	}), n;
}
// src/state/overview.svelte.ts
var Da = class {
	first;
	whole;
	run;
	constructor(e, t, n) {
		this.first = e, this.whole = t, this.run = n;
	}
	get answer() {
		return [this.whole.answer, this.first.answer].find((e) => e?.run === this.run()) ?? null;
	}
	get missing() {
		return this.first.missing;
	}
	get failed() {
		return this.first.failed;
	}
};
function Oa(e, t, n) {
	let r = Ea(e, () => t() ? Ji(t(), "overview") : null);
	return new Da(r, Ea(e, () => n() && r.answer?.is_read === !1 ? Ji(r.answer.run, "overview", "whole") : null), t);
}
// src/state/viewer.svelte.ts
var ka = {
	head: null,
	query: null,
	key: null
}, Aa = class {
	start;
	source;
	unkept;
	#e = /* @__PURE__ */ M(sa);
	get state() {
		return H(this.#e);
	}
	set state(e) {
		N(this.#e, e);
	}
	#t = /* @__PURE__ */ M(ka);
	get hover() {
		return H(this.#t);
	}
	set hover(e) {
		N(this.#t, e);
	}
	#n = /* @__PURE__ */ M("");
	get said() {
		return H(this.#n);
	}
	set said(e) {
		N(this.#n, e, !0);
	}
	#r = /* @__PURE__ */ M(null);
	get strings() {
		return H(this.#r);
	}
	set strings(e) {
		N(this.#r, e);
	}
	#i = /* @__PURE__ */ M(null);
	get overview() {
		return H(this.#i);
	}
	set overview(e) {
		N(this.#i, e);
	}
	#a = /* @__PURE__ */ M(null);
	get labels() {
		return H(this.#a);
	}
	set labels(e) {
		N(this.#a, e);
	}
	#o = /* @__PURE__ */ M(!1);
	get isSearching() {
		return H(this.#o);
	}
	set isSearching(e) {
		N(this.#o, e, !0);
	}
	history;
	constructor(e, t, n) {
		this.start = t, this.source = Qi(e), this.unkept = e, this.history = n, this.state = fa(n.read(), {
			...sa,
			language: t.language,
			theme: ja() ? "dark" : "light"
		});
	}
	listen() {
		return this.history.listen((e) => {
			this.state = fa(e, {
				...sa,
				language: this.state.language,
				theme: this.state.theme,
				run: this.state.run
			});
		});
	}
	go(e, t = !1) {
		let n = {
			...this.state,
			...e
		}, r = da(n);
		r !== da(this.state) && (this.state = n, t ? this.history.replace(r) : this.history.push(r));
	}
	back() {
		this.history.back();
	}
	point(e) {
		let t = e === null ? ka : {
			...this.hover,
			...e
		};
		(t.head !== this.hover.head || t.query !== this.hover.query || t.key !== this.hover.key) && (this.hover = t);
	}
	say = (e, t = {}) => (this.strings?.messages[e.includes(".") ? e : `show.${e}`] ?? "").replace(/\{(\w+)\}/g, (e, n) => n in t ? String(t[n]) : e);
	told = (e) => e?.[this.state.language] ?? e?.en;
	of = (...e) => Ji(this.state.run, ...e);
	siteOf = (e) => e === null ? void 0 : this.overview?.sites.find((t) => t.site === e.slice(0, e.lastIndexOf(".")));
	get head() {
		let e = this.state.head;
		return e && !this.strangers.includes(e) ? e : this.overview?.heads[0]?.head ?? null;
	}
	get strangers() {
		let e = ha(this.state, this.state.head).filter((e) => e !== "");
		return this.overview ? e.filter((e) => !this.overview?.heads.some((t) => t.head === e)) : [];
	}
	get address() {
		return da(this.state);
	}
};
function ja() {
	let { jpThemeLight: e, vscodeThemeKind: t } = globalThis.document?.body.dataset ?? {};
	return e ? e === "false" : t ? !t.endsWith("light") : typeof matchMedia == "function" && matchMedia("(prefers-color-scheme: dark)").matches;
}
var Ma = Symbol("viewer"), Na = (e) => Xe(Ma, e), Q = () => Ye(Ma);
// src/state/roving.ts
function Pa(e) {
	let t = () => [...e.querySelectorAll("button")];
	function n(e) {
		for (let n of t()) n.tabIndex = n === e ? 0 : -1;
	}
	function r(e) {
		let n = t(), r = n.indexOf(e.target), i = {
			ArrowDown: r + 1,
			ArrowUp: r - 1,
			Home: 0,
			End: n.length - 1
		}[e.key];
		r < 0 || i === void 0 || (e.preventDefault(), n[Math.min(Math.max(i, 0), n.length - 1)]?.focus());
	}
	let i = (e) => n(e.target), a = new MutationObserver(() => n(t().find((e) => e.tabIndex === 0) ?? t()[0]));
	return a.observe(e, {
		childList: !0,
		subtree: !0
	}), e.addEventListener("keydown", r), e.addEventListener("focusin", i), n(t()[0]), { destroy() {
		a.disconnect(), e.removeEventListener("keydown", r), e.removeEventListener("focusin", i);
	} };
}
// src/draw/links.ts
function Fa(e, t, n, r, i) {
	let { left: a, top: o, cell: s } = t;
	for (let [t, c, l] of [[
		i,
		r.width + 2,
		[]
	], [
		r.ink,
		r.width,
		r.dash
	]]) e.setLineDash([...l]), e.strokeStyle = t, e.lineWidth = c, e.strokeRect(a + n.column * s + r.inset, o + n.row * s + r.inset, n.wide * s - 2 * r.inset, n.high * s - 2 * r.inset);
	e.setLineDash([]);
}
function Ia(e, t, n, r, i) {
	let a = t.cell < 14, o = i.getPropertyValue("--page"), s = i.getPropertyValue("--ink"), c = i.getPropertyValue("--accent"), l = i.getPropertyValue("--warn");
	for (let [r, i, a, c] of n.together) Fa(e, t, {
		row: a,
		column: r,
		high: c - a + 1,
		wide: i - r + 1
	}, {
		inset: -1,
		width: 2,
		dash: [],
		ink: s
	}, o);
	for (let [r, i, , s] of n.links) Fa(e, t, {
		row: i,
		column: r,
		high: 1,
		wide: 1
	}, {
		inset: a ? 1.5 : 4,
		width: a ? 1.5 : 2.5,
		dash: s === "sure" ? [] : [4, 3],
		ink: l
	}, o);
	let u = n.linked[r];
	for (let n of u?.[0] ?? []) for (let r of u?.[1] ?? []) Fa(e, t, {
		row: n,
		column: r,
		high: 1,
		wide: 1
	}, {
		inset: 0,
		width: 2.5,
		dash: [],
		ink: c
	}, o);
}
// src/draw/look.ts
var La = [[
	255,
	255,
	255
], [
	0,
	0,
	0
]], Ra = {
	light: [
		233,
		236,
		240
	],
	dark: [
		34,
		39,
		47
	]
}, za = null;
function Ba(e, t) {
	let n = t[e.theme] ?? La, r = [
		n,
		e.scale,
		e.low,
		e.high,
		e.theme
	];
	if (za && r.every((e, t) => e === za?.state[t])) return za.look;
	let i = {
		ramp: n,
		scale: e.scale,
		low: e.low,
		high: e.high,
		masked: Ra[e.theme]
	};
	return za = {
		state: r,
		look: i
	}, i;
}
// src/draw/ramp.ts
function Va(e, t) {
	return t.scale === "linear" ? (e - t.low) / (t.high - t.low) : e <= 0 ? -1 : Math.log(e / t.low) / Math.log(t.high / t.low);
}
var Ha = (e, t) => t.scale === "linear" ? t.low + e * (t.high - t.low) : t.low * (t.high / t.low) ** e;
function Ua(e, t) {
	let n = Math.min(Math.max(e, 0), 1) * (t.length - 1), r = Math.min(Math.floor(n), t.length - 2), i = t[r] ?? [
		0,
		0,
		0
	], a = t[r + 1] ?? i, o = i.map((e, t) => Math.round(e + ((a[t] ?? e) - e) * (n - r)));
	return [
		o[0] ?? 0,
		o[1] ?? 0,
		o[2] ?? 0
	];
}
var Wa = /* @__PURE__ */ new WeakMap();
function Ga(e) {
	let t = Wa.get(e);
	if (t) return t;
	let n = /* @__PURE__ */ new Uint8ClampedArray(768);
	for (let t = 0; t < 256; t++) n.set(Ua(t / 255, e), 3 * t);
	return Wa.set(e, n), n;
}
function Ka(e, t, n, r, i) {
	let a = 4 * t;
	if (Number.isNaN(n)) e.set(r.masked, a);
	else {
		let t = 3 * Math.round(255 * Math.min(Math.max(Va(n, r), 0), 1));
		e[a] = i[t] ?? 0, e[a + 1] = i[t + 1] ?? 0, e[a + 2] = i[t + 2] ?? 0;
	}
	e[a + 3] = 255;
}
var qa = (e) => `rgb(${e.join(" ")})`;
function Ja(e) {
	let [t, n, r] = e.map((e) => e <= 10 ? e / 255 / 12.92 : ((e / 255 + .055) / 1.055) ** 2.4);
	return .2126 * (t ?? 0) + .7152 * (n ?? 0) + .0722 * (r ?? 0) > .179;
}
// src/draw/picture.ts
function Ya(e, t) {
	let { rows: n, columns: r, values: i } = e, a = new ImageData(r, n), o = Ga(t.ramp);
	for (let e = 0; e < i.length; e++) Ka(a.data, e, i[e] ?? NaN, t, o);
	return a;
}
function Xa(e) {
	let t = document.createElement("canvas");
	return t.width = e.width, t.height = e.height, t.getContext("2d")?.putImageData(e, 0, 0), t;
}
function Za(e, t, n) {
	let r = window.devicePixelRatio || 1;
	e.width = Math.max(1, Math.round(t * r)), e.height = Math.max(1, Math.round(n * r)), e.style.width = `${t}px`, e.style.height = `${n}px`;
	let i = e.getContext("2d");
	return i?.setTransform(r, 0, 0, r, 0, 0), i && (i.imageSmoothingEnabled = !1), i;
}
// src/draw/whole.ts
var Qa = 110, $a = 5, eo = -Math.PI / 4;
function to(e, t, n) {
	if (e.measureText(t).width <= n) return t;
	let r = [...t], i = 0, a = r.length;
	for (; i < a;) {
		let t = i + a + 1 >> 1;
		e.measureText(`${r.slice(0, t).join("")}…`).width <= n ? i = t : a = t - 1;
	}
	return `${r.slice(0, i).join("")}…`;
}
function no(e, t, n, r) {
	let i = e.getContext("2d"), a = `12px ${r.font}`;
	i && (i.font = a);
	let o = (e) => Math.min(Qa, Math.max(0, ...e.map((e) => i?.measureText(e).width ?? 0))), s = n ? o(n.queries) + 8 : 1, c = n ? o(n.keys) * .72 + 14 : 1, l = n ? o(n.keys.slice(-3)) * .72 : 1, u = Math.max(60, Math.min(r.room - s - l, r.size)), d = Math.max(t.columns, t.rows), f = Math.min(44, u / d >= 2 ? Math.floor(u / d) : u / d);
	return {
		left: s,
		top: c,
		cell: f,
		rows: t.rows,
		columns: t.columns,
		width: s + t.columns * f + l,
		height: c + t.rows * f + 2,
		labels: n,
		font: a
	};
}
function ro(e, t, n, r, i) {
	let a = Za(e, r.width, r.height);
	if (!a) return;
	let { left: o, top: s, cell: c } = r;
	a.imageSmoothingEnabled = c < 1, a.drawImage(n, o, s, t.columns * c, t.rows * c), c >= $a && io(a, t, r, i.getPropertyValue("--line")), a.strokeStyle = i.getPropertyValue("--line"), a.lineWidth = 1, a.strokeRect(o - .5, s - .5, t.columns * c + 1, t.rows * c + 1), r.labels && ao(a, r, i.getPropertyValue("--ink"));
}
function io(e, t, n, r) {
	e.strokeStyle = r, e.lineWidth = 1, e.beginPath();
	for (let r = 0; r < t.rows; r++) for (let i = 0; i < t.columns; i++) {
		if (!Number.isNaN(t.values[r * t.columns + i] ?? NaN)) continue;
		let a = n.left + i * n.cell, o = n.top + r * n.cell;
		e.moveTo(a, o + n.cell), e.lineTo(a + n.cell, o);
	}
	e.stroke();
}
function ao(e, t, n) {
	let { labels: r, left: i, top: a, cell: o } = t;
	e.font = t.font, e.fillStyle = n, e.textBaseline = "middle";
	let s = Math.max(1, Math.ceil(12 / o));
	e.textAlign = "right", r?.queries.forEach((t, n) => {
		n % s === 0 && e.fillText(to(e, t, Qa), i - 5, a + (n + .5) * o);
	}), e.textAlign = "left", r?.keys.forEach((t, n) => {
		n % s === 0 && (e.save(), e.translate(i + (n + .5) * o, a - 5), e.rotate(eo), e.fillText(to(e, t, Qa), 0, 0), e.restore());
	});
}
function oo(e, t, n, r, i) {
	let a = e.getContext("2d");
	if (!a) return;
	let { left: o, top: s, cell: c } = t, l = t.columns * c, u = t.rows * c, d = (e, t, n) => {
		a.strokeStyle = t, a.lineWidth = n, e.query !== null && a.strokeRect(o, s + e.query * c, l, Math.max(c, 2)), e.key !== null && a.strokeRect(o + e.key * c, s, Math.max(c, 2), u);
	};
	d(r, i.getPropertyValue("--quiet"), 1), d(n, i.getPropertyValue("--accent"), 2);
}
// src/state/isolated.ts
var so = (e) => `\u2068${e}\u2069`, co = /* @__PURE__ */ new Map();
function lo(e, t, n = "decimal") {
	let r = `${e}/${t}/${n}`, i = co.get(r);
	if (i) return i;
	let a = new Intl.NumberFormat(e, {
		style: n,
		minimumFractionDigits: t,
		maximumFractionDigits: t,
		signDisplay: "negative"
	});
	return co.set(r, a), a;
}
var uo = (e, t) => lo(t, 0).format(e), fo = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function $(e, t) {
	if (e === 0) return "0";
	if (e >= .001) return ho(e, 3, t);
	let [n = "", r = ""] = e.toExponential(1).split("e-");
	return `${n}×10⁻${[...r].map((e) => fo[Number(e)]).join("")}`;
}
var po = (e, t) => e > 0 && e < .005 ? "<1%" : lo(t, 0, "percent").format(e), mo = (e, t, n) => e === null ? "–" : ho(e, e >= 10 ? 0 : t.unit === "share" ? 2 : 1, n), ho = (e, t, n) => lo(n, t).format(e).replace("-", "−"), go = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	[
		"bdi",
		{ class: "svelte-qmop6k" },
		" "
	]
]]), _o = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), vo = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	,
]]), yo = /* @__PURE__ */ G([
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				null,
				" "
			],
			,
		]
	],
	" ",
	["tbody"]
], 1), bo = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			{ class: "svelte-qmop6k" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), xo = /* @__PURE__ */ G([
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			]
		]
	],
	" ",
	["tbody"]
], 1), So = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-qmop6k",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		,
	]
]]);
function Co(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.level === 0 && Math.max(t.matrix.rows, t.matrix.columns) <= 24), i = (e, n) => t.matrix.values[e * t.matrix.columns + n] ?? NaN, a = (e, n) => t.level === 0 ? e[n] ?? "" : `${n << t.level}–${Math.min((n + 1 << t.level) - 1, e.length - 1)}`, o = /* @__PURE__ */ A(() => Array.from(t.matrix.values, (e, t) => [t, e]).filter(([, e]) => e > 0).sort((e, t) => t[1] - e[1]).slice(0, 200));
	var s = So(), c = P(s), l = P(c), u = (e) => {
		var r = yo(), a = F(r), o = P(a), s = P(o), c = I(s);
		X(L(s), 17, () => t.keys, Y, (e, t) => {
			var n = go(), r = I(P(n), !0);
			D(n), z(() => q(r, H(t))), K(e, n);
		}), D(o), D(a);
		var l = L(a, 2);
		X(l, 21, () => t.queries, Y, (e, r, a) => {
			var o = vo(), s = P(o), c = I(P(s), !0);
			D(s), X(L(s), 17, () => t.keys, Y, (e, t, r) => {
				var o = _o(), s = I(o, !0);
				z((e) => q(s, e), [() => Number.isNaN(i(a, r)) ? "–" : $(i(a, r), n.state.language)]), K(e, o);
			}), D(o), z(() => q(c, H(r))), K(e, o);
		}), D(l), z((e, t) => q(c, `${e ?? ""} \\ ${t ?? ""}`), [() => n.say("query"), () => n.say("key")]), K(e, r);
	}, d = (e) => {
		var r = xo(), i = F(r), s = P(i), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
		D(s), D(i);
		var p = L(i, 2);
		X(p, 21, () => H(o), ([e, t]) => e, (e, r) => {
			var i = /* @__PURE__ */ A(() => m(H(r), 2));
			let o = () => H(i)[0], s = () => H(i)[1];
			var c = bo(), l = P(c), u = I(P(l), !0);
			D(l);
			var d = L(l), f = I(P(d), !0);
			D(d);
			var p = I(L(d), !0);
			D(c), z((e, t, n) => {
				q(u, e), q(f, t), q(p, n);
			}, [
				() => a(t.queries, Math.floor(o() / t.matrix.columns)),
				() => a(t.keys, o() % t.matrix.columns),
				() => $(s(), n.state.language)
			]), K(e, c);
		}), D(p), z((e, t, n) => {
			q(l, e), q(d, t), q(f, n);
		}, [
			() => n.say("query"),
			() => n.say("key"),
			() => n.say("viewer_weight")
		]), K(e, r);
	};
	J(l, (e) => {
		H(r) ? e(u) : e(d, -1);
	}), D(c), D(s), z((e) => Z(s, "aria-label", e), [() => n.say("page_table")]), K(e, s), k();
}
// src/panels/AlignedPicture.svelte
var wo = /* @__PURE__ */ G([
	["canvas", {
		tabindex: "0",
		role: "application"
	}],
	" ",
	[
		"p",
		null,
		" "
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), To = /* @__PURE__ */ G([[
	"div",
	null,
	,
]]);
function Eo(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(null), i = /* @__PURE__ */ M(void 0), a = /* @__PURE__ */ M(null), o = /* @__PURE__ */ M(0), s = /* @__PURE__ */ M(null);
	function c() {
		let e = new Float32Array(t.pair.source.length * t.pair.target.length).fill(NaN);
		for (let [n, r, i] of t.pair.links) e[r * t.pair.source.length + n] = i;
		return {
			rows: t.pair.target.length,
			columns: t.pair.source.length,
			values: e
		};
	}
	R(() => {
		let e = t.pair;
		N(s, null), e.shares ? Ui(e.shares).then((n) => {
			e === t.pair && N(r, n);
		}) : N(r, c());
	}), R(() => {
		if (!H(i) || !H(r) || !H(o) || H(r).rows !== t.pair.target.length || H(r).columns !== t.pair.source.length) return;
		let e = getComputedStyle(H(i)), c = {
			...Ba(n.state, n.start.ramps),
			scale: "linear",
			low: 0,
			high: 1
		}, l = no(H(i), H(r), {
			queries: t.pair.target,
			keys: t.pair.source
		}, {
			room: H(o),
			size: 620,
			font: e.fontFamily
		});
		N(a, l), ro(H(i), H(r), Xa(Ya(H(r), c)), l, e);
		let u = H(i).getContext("2d");
		u && Ia(u, l, t.pair, t.chosen, e), oo(H(i), l, {
			query: null,
			key: null
		}, {
			query: H(s)?.[0] ?? null,
			key: H(s)?.[1] ?? null
		}, e);
	});
	let l = /* @__PURE__ */ A(() => {
		if (!H(s) || !H(r)) return "";
		let [e, i] = H(s), a = H(r).values[e * H(r).columns + i] ?? NaN, o = t.pair.links.find(([t, n]) => t === i && n === e), c = {
			target: so(t.pair.target[e] ?? ""),
			source: so(t.pair.source[i] ?? ""),
			link: n.say(`mark_${o ? o[3] : "none"}`)
		};
		return Number.isNaN(a) ? n.say("aligned_read_nothing", c) : n.say("aligned_read", {
			...c,
			share: $(a, n.state.language)
		});
	});
	function u(e) {
		if (!H(i) || !H(a) || !H(r)) return;
		let t = H(i).getBoundingClientRect(), n = Math.floor((e.clientY - t.top - H(a).top) / H(a).cell), o = Math.floor((e.clientX - t.left - H(a).left) / H(a).cell);
		N(s, n >= 0 && o >= 0 && n < H(r).rows && o < H(r).columns ? [n, o] : null);
	}
	function d(e) {
		let t = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (!t || !H(r)) return;
		e.preventDefault();
		let i = (e, t) => Math.min(Math.max(e, 0), t - 1);
		N(s, [i((H(s)?.[0] ?? -1) + (t[0] ?? 0), H(r).rows), i((H(s)?.[1] ?? -1) + (t[1] ?? 0), H(r).columns)]), n.said = H(l);
	}
	var f = To(), p = P(f), m = (e) => {
		Co(e, {
			get matrix() {
				return H(r);
			},
			level: 0,
			get queries() {
				return t.pair.target;
			},
			get keys() {
				return t.pair.source;
			}
		});
	}, h = (e) => {
		var r = wo(), a = F(r);
		Ii(a, (e) => N(i, e), () => H(i));
		var o = L(a, 2), c = I(o, !0), f = I(L(o, 2));
		z((e, t, n, r) => {
			Z(a, "aria-label", e), q(c, H(l) || " "), q(f, `${t ?? ""} · ▭ ${n ?? ""} · ┄ ${r ?? ""}`);
		}, [
			() => n.say("aligned_picture", {
				number: t.pair.number + 1,
				rows: t.pair.target.length,
				columns: t.pair.source.length
			}),
			() => n.say("aligned_picture_help"),
			() => n.say("mark_sure"),
			() => n.say("mark_doubtful")
		]), U("pointermove", a, u), Er("pointerleave", a, () => N(s, null)), U("keydown", a, d), K(e, r);
	};
	J(p, (e) => {
		n.state.is_table && H(r) ? e(m) : e(h, -1);
	}), D(f), Pi(f, "clientWidth", (e) => N(o, e)), K(e, f), k();
}
W(["pointermove", "keydown"]);
// src/panels/Missing.svelte
var Do = /* @__PURE__ */ G([[
	"p",
	{
		class: "note",
		role: "note"
	},
	,
]]);
function Oo(e, t) {
	O(t, !0);
	let n = Bi(t, "failed", 3, ""), r = Q();
	var i = Do(), a = P(i), o = (e) => {
		var n = Nr();
		z((e) => q(n, e), [() => r.told(t.missing.message) ?? r.say("viewer_not_inside")]), K(e, n);
	}, s = (e) => {
		var t = Nr();
		z((e) => q(t, e), [() => r.say("viewer_failed", { reason: n() })]), K(e, t);
	};
	J(a, (e) => {
		t.missing ? e(o) : e(s, -1);
	}), D(i), K(e, i), k();
}
// src/panels/Table.svelte
var ko = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	" "
]]), Ao = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), jo = /* @__PURE__ */ G([[
	"bdi",
	null,
	" "
]]), Mo = /* @__PURE__ */ G([["br"], [
	"small",
	null,
	" "
]], 1), No = /* @__PURE__ */ G([[
	"span",
	{ class: "chip svelte-gmrkjv" },
	" "
]]), Po = /* @__PURE__ */ G([[
	"td",
	null,
	,
	" ",
	,
	" ",
	,
]]), Fo = /* @__PURE__ */ G([["tr"]]), Io = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Lo = /* @__PURE__ */ G([
	[
		"div",
		{
			class: "scroll svelte-gmrkjv",
			tabindex: "0",
			role: "region"
		},
		[
			"table",
			null,
			[
				"thead",
				null,
				["tr"]
			],
			["tbody"]
		]
	],
	" ",
	,
], 1), Ro = /* @__PURE__ */ G([[
	"details",
	null,
	[
		"summary",
		null,
		" "
	],
	,
]]), zo = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-gmrkjv" },
		" "
	],
	" ",
	,
], 1);
function Bo(e, t) {
	O(t, !0);
	let n = (e) => {
		var n = Lo(), a = F(n), o = P(a), s = P(o), c = P(s);
		X(c, 21, () => t.table.headings, Y, (e, t) => {
			var n = ko(), r = I(n, !0);
			z(() => q(r, H(t))), K(e, n);
		}), D(c), D(s);
		var l = L(s);
		X(l, 21, () => t.table.lines, Y, (e, t) => {
			var n = Fo();
			let a;
			X(n, 21, () => H(t).cells, Y, (e, n, a) => {
				var o = Po();
				let s;
				var c = P(o), l = (e) => {
					var i = Ao(), a = I(i, !0);
					z((e) => {
						Z(i, "aria-label", e), q(a, H(n).text);
					}, [() => r.say("roles_open_head", { head: H(n).text })]), U("click", i, () => r.go({
						screen: "head",
						head: H(t).head
					})), K(e, i);
				}, u = /* @__PURE__ */ A(() => a === 0 && i(H(t).head)), d = (e) => {
					var t = jo(), r = I(t, !0);
					z(() => q(r, H(n).text)), K(e, t);
				};
				J(c, (e) => {
					H(u) ? e(l) : e(d, -1);
				});
				var f = L(c, 2), p = (e) => {
					var t = Mo(), r = I(L(F(t)), !0);
					z(() => q(r, H(n).more)), K(e, t);
				};
				J(f, (e) => {
					H(n).more && e(p);
				}), X(L(f, 2), 16, () => H(n).marks, (e) => e, (e, t) => {
					var n = No(), i = I(n, !0);
					z((e) => q(i, e), [() => r.say(`mark_${t}`) || t]), K(e, n);
				}), D(o), z(() => s = fi(o, 1, "svelte-gmrkjv", null, s, { marked: H(n).marks.length > 0 })), K(e, o);
			}), D(n), z(() => a = fi(n, 1, "svelte-gmrkjv", null, a, { strong: H(t).is_strong })), K(e, n);
		}), D(l), D(o), D(a);
		var u = L(a, 2), d = (e) => {
			var n = Io(), r = I(n, !0);
			z(() => q(r, t.table.note)), K(e, n);
		};
		J(u, (e) => {
			t.table.note && e(d);
		}), z(() => Z(a, "aria-label", t.table.heading)), K(e, n);
	}, r = Q(), i = (e) => r.overview?.heads.some((t) => t.head === e) ?? !1;
	var a = Pr(), o = F(a), s = (e) => {
		var r = Ro(), i = P(r), a = I(i), o = L(i);
		n(o), D(r), z(() => q(a, `${t.table.heading ?? ""} (${t.table.lines.length ?? ""})`)), K(e, r);
	}, c = (e) => {
		var r = zo(), i = F(r), a = I(i, !0), o = L(i, 2);
		n(o), z(() => q(a, t.table.heading)), K(e, r);
	};
	J(o, (e) => {
		t.table.is_folded ? e(s) : e(c, -1);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/Alignment.svelte
var Vo = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Ho = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Uo = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Wo = /* @__PURE__ */ G([
	[
		"div",
		{ class: "line" },
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-10kcnqm" }]
		],
		" ",
		[
			"button",
			{ type: "button" },
			"‹"
		],
		" ",
		[
			"button",
			{ type: "button" },
			"›"
		]
	],
	" ",
	,
], 1), Go = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-10kcnqm" },
	[
		"button",
		{
			type: "button",
			class: "svelte-10kcnqm"
		},
		" "
	]
]]), Ko = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), qo = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Jo = /* @__PURE__ */ G([[
	"div",
	{ class: "pair svelte-10kcnqm" },
	,
	" ",
	[
		"div",
		null,
		[
			"h3",
			null,
			" "
		],
		" ",
		["ul", { class: "svelte-10kcnqm" }],
		" ",
		,
		" ",
		,
	]
]]), Yo = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Xo = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "alignment-heading"
	},
	[
		"h2",
		{ id: "alignment-heading" },
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]);
function Zo(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => n.state.run ? n.of("findings", n.state.language) : null), i = Ea(n.source, () => n.state.run ? n.of("pairs") : null), a = /* @__PURE__ */ A(() => r.answer?.readings.find((e) => e.name === "alignment")), o = /* @__PURE__ */ A(() => Math.max(0, i.answer?.pairs.findIndex(([e]) => e === n.state.pair) ?? 0)), s = /* @__PURE__ */ A(() => i.answer?.pairs[H(o)]?.[0]), c = Ea(n.source, () => H(s) === void 0 ? null : n.of("pair", H(s))), l = /* @__PURE__ */ M(-1);
	function u(e) {
		let t = i.answer?.pairs[e];
		t && (N(l, -1), n.go({
			pair: t[0],
			text: n.overview?.texts[t[0]] ? t[0] : n.state.text
		}), n.said = t[1]);
	}
	var d = Xo(), f = P(d), p = I(f, !0), h = L(f, 2);
	X(h, 17, () => H(a)?.lines ?? [], Y, (e, t) => {
		var n = Vo(), r = I(n, !0);
		z(() => q(r, H(t))), K(e, n);
	});
	var g = L(h, 2), _ = (e) => {
		Oo(e, {
			get missing() {
				return i.missing;
			},
			get failed() {
				return i.failed;
			}
		});
	};
	J(g, (e) => {
		(i.missing || i.failed) && e(_);
	});
	var v = L(g, 2), y = (e) => {
		var t = Wo(), r = F(t), a = P(r), c = P(a), l = L(c);
		X(l, 21, () => i.answer.pairs, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ A(() => m(H(t), 2));
			let r = () => H(n)[0], i = () => H(n)[1];
			var a = Ho(), o = I(a), s = {};
			z(() => {
				q(o, `${r() + 1}: ${i() ?? ""}`), s !== (s = r()) && (a.value = (a.__value = s) ?? "");
			}), K(e, a);
		}), D(l);
		var d;
		vi(l), D(a);
		var f = L(a, 2), p = L(f, 2);
		D(r);
		var h = L(r, 2), g = (e) => {
			var t = Uo(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("aligned_pairs_left", {
				count: i.answer.pairs_left,
				command: "headscope read RUN alignment --json"
			})]), K(e, t);
		};
		J(h, (e) => {
			i.answer.pairs_left && e(g);
		}), z((e, t, n) => {
			q(c, `${e ?? ""} `), d !== (d = H(s)) && (l.value = (l.__value = d) ?? "", _i(l, d)), Z(f, "aria-label", t), f.disabled = H(o) === 0, Z(p, "aria-label", n), p.disabled = H(o) + 1 >= i.answer.pairs.length;
		}, [
			() => n.say("aligned_pair"),
			() => n.say("aligned_previous"),
			() => n.say("aligned_next")
		]), U("change", l, (e) => u(i.answer?.pairs.findIndex(([t]) => t === Number(e.currentTarget.value)) ?? 0)), U("click", f, () => u(H(o) - 1)), U("click", p, () => u(H(o) + 1)), K(e, t);
	};
	J(v, (e) => {
		i.answer && H(s) !== void 0 && e(y);
	});
	var b = L(v, 2), x = (e) => {
		var t = Jo(), r = P(t);
		Eo(r, {
			get pair() {
				return c.answer;
			},
			get chosen() {
				return H(l);
			}
		});
		var i = L(r, 2), a = P(i), o = I(a, !0), s = L(a, 2);
		X(s, 21, () => c.answer.linked, Y, (e, t, r) => {
			var i = /* @__PURE__ */ A(() => m(H(t), 3));
			let a = () => H(i)[2];
			var o = Go(), s = P(o), c = I(s, !0);
			D(o), z((e) => {
				Z(s, "aria-pressed", r === H(l)), q(c, e);
			}, [() => n.told(a())]), U("click", s, () => N(l, H(l) === r ? -1 : r, !0)), K(e, o);
		}), D(s), ri(s, (e) => Pa?.(e));
		var u = L(s, 2), d = (e) => {
			var t = Ko(), r = I(t, !0);
			z(() => q(r, c.answer.unlinked[n.state.language])), K(e, t);
		};
		J(u, (e) => {
			c.answer.unlinked[n.state.language] && e(d);
		});
		var f = L(u, 2), p = (e) => {
			var t = qo(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("aligned_no_map")]), K(e, t);
		};
		J(f, (e) => {
			c.answer.shares || e(p);
		}), D(i), D(t), z((e) => q(o, e), [() => n.say("aligned_pairs_heading")]), K(e, t);
	};
	J(b, (e) => {
		c.answer && e(x);
	});
	var S = L(b, 2);
	X(S, 17, () => H(a)?.tables ?? [], Y, (e, t) => {
		Bo(e, { get table() {
			return H(t);
		} });
	});
	var C = L(S, 2), w = (e) => {
		var t = Yo(), n = I(t, !0);
		z(() => q(n, H(a).caution)), K(e, t);
	};
	J(C, (e) => {
		H(a)?.caution && e(w);
	}), D(d), z((e) => q(p, e), [() => H(a)?.heading ?? n.say("aligned_heading")]), K(e, d), k();
}
W(["change", "click"]);
// src/draw/window.ts
function Qo(e, t, n) {
	let r = Math.max(0, Math.min(e - (t >> 1), n - t));
	return {
		from: r,
		to: Math.min(n, r + t)
	};
}
// src/state/figure.ts
var $o = [
	"svg",
	"pdf",
	"png",
	"csv"
], es = 48;
function ts(e, t) {
	let { screen: n, run: r, text: i, language: a, theme: o, sinks: s, channel: c, scale: l, low: u, high: d } = e, f = {
		...sa,
		run: r,
		language: a,
		theme: o
	};
	if (n === "sky") return {
		view: "sky",
		state: {
			...f,
			screen: n,
			head: e.head,
			metric: e.metric === "thumbnail" ? "pattern" : e.metric
		}
	};
	if (t.head === null) return null;
	let p = {
		...f,
		text: i,
		sinks: s,
		head: t.head
	};
	if (n === "matrix" || n === "head" || n === "compare") {
		let t = n === "matrix" ? {
			rows: e.rows,
			keys: e.keys
		} : {};
		return {
			view: "matrix",
			state: {
				...p,
				...t,
				screen: "matrix",
				channel: c,
				scale: l,
				low: u,
				high: d
			}
		};
	}
	if (n !== "words") return null;
	let m = e.mode.endsWith("-by"), { query: h, key: g } = e;
	if (t.shape === "heat") return m && g !== null ? null : {
		view: "heat",
		state: {
			...p,
			screen: n,
			mode: "heat",
			query: m ? null : h,
			scale: l,
			low: u,
			high: d
		}
	};
	let _ = m ? g : h, v = (e, t) => _ === null || t <= es ? null : Qo(e ?? _, es, t), y = m ? {
		key: g,
		rows: v(h, t.queries)
	} : {
		query: h,
		keys: v(g, t.keys)
	};
	return {
		view: "arcs",
		state: {
			...p,
			...y,
			screen: n,
			mode: m ? "arcs-by" : "arcs"
		}
	};
}
function ns({ view: e, state: t }, n) {
	let r = [
		"headscope",
		"export",
		rs(t.run.replace(/^-/, "./-")),
		`figure.${n}`
	], i = (e, t, n = null) => {
		t !== null && t !== n && r.push(`--${e}`, rs(String(t)));
	}, a = (e, t) => e ? `${e.from}-${e.to}` : t;
	if (i("head", t.head || null), i("view", e), i("text", t.text, 0), i("query", a(t.rows, t.query)), i("key", a(t.keys, t.key)), e === "matrix" || e === "heat") {
		let n = t.scale === "log";
		i("scale", t.scale, e === "matrix" ? "log" : "linear"), i("low", t.low, n ? sa.low : 0), i("high", t.high, n ? sa.high : null);
	}
	return i("channel", t.channel, sa.channel), i("sinks", t.sinks, sa.sinks), e === "sky" && i("statistic", t.metric.replace(/^statistic_/, ""), "pattern"), i("theme", t.theme, "light"), i("lang", t.language, "en"), r.join(" ");
}
var rs = (e) => /^[\w./:+=@%-]+$/.test(e) ? e : `'${e.replaceAll("'", "'\\''")}'`, is = 40;
function as(e) {
	let t = e.siteOf(e.head), n = (t) => e.labels?.sides[t ?? ""]?.tokens.length ?? 0;
	return {
		queries: n(t?.query_side),
		keys: n(t?.key_side)
	};
}
function os(e) {
	let t = e.state.mode.split("-")[0];
	if (t === "arcs" || t === "heat") return t;
	let { queries: n, keys: r } = as(e);
	return Math.max(n, r) <= is ? "arcs" : "heat";
}
// src/panels/Export.svelte
var ss = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "svelte-2tqy9"
	},
	" "
]]), cs = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), ls = /* @__PURE__ */ G([[
	"p",
	null,
	[
		"code",
		{ class: "mono svelte-2tqy9" },
		" "
	]
]]), us = /* @__PURE__ */ G([[
	"div",
	{
		class: "panel svelte-2tqy9",
		id: "export-panel",
		role: "group"
	},
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	["div", { class: "line" }],
	" ",
	,
	" ",
	,
]]), ds = /* @__PURE__ */ G([[
	"div",
	{ class: "export svelte-2tqy9" },
	[
		"button",
		{
			type: "button",
			"aria-controls": "export-panel",
			class: "svelte-2tqy9"
		},
		" "
	],
	" ",
	,
]]);
function fs(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.overview ? ts(n.state, {
		head: n.head,
		shape: os(n),
		...as(n)
	}) : null), i = /* @__PURE__ */ M(!1), a = /* @__PURE__ */ M(!1), o = /* @__PURE__ */ M(""), s = /* @__PURE__ */ M(""), c = /* @__PURE__ */ M(void 0), l = /* @__PURE__ */ M(void 0);
	R(() => {
		H(r) && n.state.language && N(s, N(o, ""), !0);
	});
	function u() {
		H(r) ? N(i, !H(i)) : n.said = n.say("viewer_export_none");
	}
	async function d(e) {
		if (!H(r) || H(a)) return;
		let t = H(r);
		N(a, !0), N(s, N(o, ""), !0);
		try {
			let r = await n.unkept.get(n.of("figure", e, da(t.state)));
			f(r), N(o, n.say("viewer_export_done", { name: r.name }), !0);
		} catch (r) {
			r instanceof qi && r.missing.kind === "not_inside" ? (N(o, n.say("viewer_export_command"), !0), N(s, ns(t, e), !0)) : N(o, r instanceof qi ? n.told(r.missing.message) ?? r.message : n.say("viewer_failed", { reason: String(r) }), !0);
		}
		N(a, !1), n.said = `${H(o)} ${H(s)}`.trim();
	}
	function f(e) {
		let t = URL.createObjectURL(new Blob([Gi(e.content)], { type: e.media_type }));
		Object.assign(document.createElement("a"), {
			href: t,
			download: e.name
		}).click(), setTimeout(() => URL.revokeObjectURL(t), 1e4);
	}
	function p(e) {
		e.key === "Escape" && H(i) && (e.preventDefault(), N(i, !1), H(l)?.focus());
	}
	let m = (e) => H(c) !== void 0 && !e.composedPath().includes(H(c)), h = (e) => {
		e.relatedTarget instanceof Node && !H(c)?.contains(e.relatedTarget) && N(i, !1);
	};
	var g = ds();
	Er("pointerdown", rn, (e) => {
		m(e) && N(i, !1);
	});
	var _ = P(g), v = I(_, !0);
	Ii(_, (e) => N(l, e), () => H(l));
	var y = L(_, 2), b = (e) => {
		var t = us(), i = P(t), c = I(i, !0), l = L(i, 2);
		X(l, 20, () => $o, (e) => e, (e, t) => {
			var n = ss(), r = I(n, !0);
			z((e) => {
				Z(n, "aria-disabled", H(a)), q(r, e);
			}, [() => t.toUpperCase()]), U("click", n, () => d(t)), K(e, n);
		}), D(l);
		var u = L(l, 2), f = (e) => {
			var t = cs(), r = I(t, !0);
			z((e) => q(r, e), [() => H(a) ? n.say("viewer_export_busy") : H(o)]), K(e, t);
		};
		J(u, (e) => {
			(H(a) || H(o)) && e(f);
		});
		var p = L(u, 2), m = (e) => {
			var t = ls(), n = I(P(t), !0);
			D(t), z(() => q(n, H(s))), K(e, t);
		};
		J(p, (e) => {
			H(s) && e(m);
		}), D(t), z((e, n) => {
			Z(t, "aria-label", e), q(c, n);
		}, [() => n.say("viewer_export_as"), () => n.say(`viewer_export_${H(r).view}`, { head: H(r).state.head })]), K(e, t);
	};
	J(y, (e) => {
		H(i) && H(r) && e(b);
	}), D(g), Ii(g, (e) => N(c, e), () => H(c)), z((e, t) => {
		Z(_, "aria-expanded", H(i) && H(r) !== null), Z(_, "aria-disabled", H(r) === null), Z(_, "title", e), q(v, t);
	}, [() => H(r) ? void 0 : n.say("viewer_export_none"), () => n.say("viewer_export")]), U("keydown", g, p), U("focusout", g, h), U("click", _, u), K(e, g), k();
}
W([
	"keydown",
	"focusout",
	"click"
]);
// src/state/search.ts
var ps = 12, ms = 20;
function hs(e, t) {
	let n = e.trim().toLowerCase();
	if (n === "") return [];
	let r = t.heads.filter((e) => e.toLowerCase().startsWith(n)).slice(0, ps), i = t.patterns.filter(([, e]) => e.toLowerCase().includes(n));
	return [
		...r.map((e) => ({
			kind: "head",
			head: e
		})),
		...i.map(([e, t]) => ({
			kind: "pattern",
			label: e,
			name: t
		})),
		...t.sides.flatMap(([e, t]) => gs(e, t, n))
	];
}
function gs(e, t, n) {
	let r = [], i = 0, a = (e, t) => {
		e.toLowerCase().includes(n) && (i += 1, i <= ms && r.push({
			word: e,
			token: t
		}));
	};
	if (t.words.length) for (let [e, n] of t.words) a(e, n);
	else t.tokens.forEach(a);
	return r.map((t, n) => ({
		kind: "word",
		...t,
		side: e,
		place: n + 1,
		all: i
	}));
}
function _s(e, t, n, r) {
	let i = n === "query" ? e.rows : e.keys, a = i !== null && (t < i.from || t >= i.to) ? Qo(t, i.to - i.from, r) : i;
	return n === "query" ? {
		query: t,
		rows: a
	} : {
		key: t,
		keys: a
	};
}
// src/panels/Search.svelte
var vs = /* @__PURE__ */ G([
	[
		"span",
		{ class: "svelte-1g0hr43" },
		" "
	],
	" ",
	[
		"span",
		{ class: "note svelte-1g0hr43" },
		" "
	]
], 1), ys = /* @__PURE__ */ G([
	[
		"span",
		{ class: "svelte-1g0hr43" },
		" "
	],
	" ",
	[
		"span",
		{ class: "note svelte-1g0hr43" },
		" "
	]
], 1), bs = /* @__PURE__ */ G([
	[
		"bdi",
		{ class: "svelte-1g0hr43" },
		" "
	],
	" ",
	[
		"span",
		{ class: "note svelte-1g0hr43" },
		" "
	]
], 1), xs = /* @__PURE__ */ G([[
	"li",
	{
		role: "option",
		class: "svelte-1g0hr43"
	},
	,
]]), Ss = /* @__PURE__ */ G([["ul", {
	class: "panel svelte-1g0hr43",
	role: "listbox"
}]]), Cs = /* @__PURE__ */ G([[
	"p",
	{ class: "panel note svelte-1g0hr43" },
	" "
]]), ws = /* @__PURE__ */ G([[
	"div",
	{
		class: "search svelte-1g0hr43",
		role: "search"
	},
	["input", {
		type: "text",
		role: "combobox",
		autocomplete: "off",
		spellcheck: "false",
		"aria-keyshortcuts": "/",
		"aria-autocomplete": "list",
		class: "svelte-1g0hr43"
	}],
	" ",
	,
]]);
function Ts(e, t) {
	let n = Fr();
	O(t, !0);
	let r = Q(), i = [
		"head",
		"matrix",
		"words",
		"compare"
	], a = ["sky", ...i], o = /* @__PURE__ */ M(""), s = /* @__PURE__ */ M(0), c = /* @__PURE__ */ M(void 0), l = null, u = /* @__PURE__ */ A(() => r.siteOf(r.head)), d = /* @__PURE__ */ A(() => r.isSearching && H(o).trim() !== ""), f = /* @__PURE__ */ A(() => {
		let e = r.overview?.heads ?? [], t = [...new Set(H(u) ? [H(u).query_side, H(u).key_side] : [])].flatMap((e) => {
			let t = r.labels?.sides[e];
			return t ? [[e, t]] : [];
		}), n = [...new Set(e.map((e) => e.label))].map((e) => [e, r.say(`label_${e}`)]);
		return H(d) ? hs(H(o), {
			heads: e.map((e) => e.head),
			patterns: n,
			sides: t
		}) : [];
	});
	R(() => {
		r.isSearching && H(c)?.focus();
	}), R(() => {
		H(d) && !H(f).length && (r.said = r.say("viewer_search_none"));
	}), R(() => {
		H(f)[H(s)] && H(c)?.ownerDocument.getElementById(`${n}-${H(s)}`)?.scrollIntoView({ block: "nearest" });
	});
	function p(e) {
		l = e.relatedTarget, r.isSearching = !0;
	}
	function m() {
		N(o, ""), H(c)?.blur(), l instanceof HTMLElement && l.focus();
	}
	let h = (e, t) => e.includes(r.state.screen) ? {} : {
		screen: t,
		mode: ""
	};
	function g(e, t) {
		if (e.kind === "head" && t) _a(r, e.head, !0);
		else if (e.kind === "head") r.go({
			head: e.head,
			...h(i, "head")
		});
		else if (e.kind === "pattern") r.go({
			only: e.label,
			...h(["sky"], "sky")
		});
		else {
			let n = H(u)?.query_side === H(u)?.key_side ? t : e.side === H(u)?.key_side, i = r.labels?.sides[e.side]?.tokens.length ?? 0;
			r.go({
				..._s(r.state, e.token, n ? "key" : "query", i),
				...h(a, "words")
			}), r.said = `${e.token} “${e.word}”`;
		}
		m();
	}
	function _(e) {
		if (e.isComposing) return;
		let t = {
			ArrowDown: 1,
			ArrowUp: -1
		}[e.key], n = H(f)[H(s)];
		if (t && H(f).length) N(s, (H(s) + t + H(f).length) % H(f).length);
		else if (e.key === "Enter" && n) g(n, e.shiftKey);
		else if (e.key === "Escape") m();
		else return;
		e.preventDefault();
	}
	var v = Pr(), y = F(v), b = (e) => {
		var t = ws(), i = P(t);
		Ti(i), Ii(i, (e) => N(c, e), () => H(c));
		var a = L(i, 2), l = (e) => {
			var t = Ss();
			X(t, 21, () => H(f), Y, (e, t, i) => {
				var a = xs(), o = P(a), c = (e) => {
					var n = vs(), i = F(n), a = I(i, !0), o = I(L(i, 2), !0);
					z((e) => {
						q(a, H(t).head), q(o, e);
					}, [() => r.say("viewer_found_head")]), K(e, n);
				}, l = (e) => {
					var n = ys(), i = F(n), a = I(i, !0), o = I(L(i, 2), !0);
					z((e) => {
						q(a, H(t).name), q(o, e);
					}, [() => r.say("viewer_found_pattern")]), K(e, n);
				}, u = (e) => {
					var n = bs(), i = F(n), a = I(i, !0), o = I(L(i, 2), !0);
					z((e) => {
						q(a, H(t).word), q(o, e);
					}, [() => r.say("viewer_found_word", {
						token: H(t).token,
						place: uo(H(t).place, r.state.language),
						all: uo(H(t).all, r.state.language)
					})]), K(e, n);
				};
				J(o, (e) => {
					H(t).kind === "head" ? e(c) : H(t).kind === "pattern" ? e(l, 1) : e(u, -1);
				}), D(a), z(() => {
					Z(a, "id", `${n}-${i}`), Z(a, "aria-selected", i === H(s));
				}), U("pointerdown", a, (e) => e.preventDefault()), U("click", a, (e) => g(H(t), e.shiftKey)), K(e, a);
			}), D(t), z((e) => {
				Z(t, "id", `${n}-found`), Z(t, "aria-label", e);
			}, [() => r.say("viewer_search")]), K(e, t);
		}, u = (e) => {
			var t = Cs(), n = I(t, !0);
			z((e) => q(n, e), [() => r.say("viewer_search_none")]), K(e, t);
		};
		J(a, (e) => {
			H(f).length ? e(l) : H(d) && e(u, 1);
		}), D(t), z((e, t) => {
			Z(i, "aria-label", e), Z(i, "placeholder", t), Z(i, "aria-expanded", H(f).length > 0), Z(i, "aria-controls", `${n}-found`), Z(i, "aria-activedescendant", H(f).length ? `${n}-${H(s)}` : void 0);
		}, [() => r.say("viewer_search"), () => r.say("viewer_search")]), U("input", i, () => N(s, 0)), U("keydown", i, _), Er("focus", i, p), Er("blur", i, () => r.isSearching = !1), Ai(i, () => H(o), (e) => N(o, e)), K(e, t);
	};
	J(y, (e) => {
		r.overview && e(b);
	}), K(e, v), k();
}
W([
	"input",
	"keydown",
	"pointerdown",
	"click"
]);
// src/panels/Bar.svelte
var Es = /* @__PURE__ */ G([[
	"bdi",
	{ class: "note" },
	" "
], " "], 1), Ds = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Os = /* @__PURE__ */ G([[
	"label",
	{ class: "line" },
	" ",
	["select", { class: "svelte-1vkzuu2" }]
]]), ks = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), As = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"kbd",
		{
			"aria-hidden": "true",
			class: "svelte-1vkzuu2"
		},
		" "
	],
	" "
]]), js = /* @__PURE__ */ G([[
	"header",
	{ class: "panel svelte-1vkzuu2" },
	[
		"div",
		{ class: "line apart svelte-1vkzuu2" },
		[
			"div",
			{ class: "line svelte-1vkzuu2" },
			[
				"strong",
				null,
				"headscope"
			],
			" ",
			[
				"h1",
				{ class: "svelte-1vkzuu2" },
				,
			],
			" ",
			,
		],
		" ",
		,
		" ",
		[
			"div",
			{ class: "line svelte-1vkzuu2" },
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			,
			" ",
			["span", {
				class: "line",
				role: "group"
			}],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			]
		]
	],
	" ",
	["nav", { class: "line" }]
]]);
function Ms(e, t) {
	O(t, !0);
	let n = Q(), r = [["en", "English"], ["zh", "中文"]], i = /* @__PURE__ */ A(() => ya(n.overview?.has_alignment ?? !1)), a = (e) => n.go({
		screen: e,
		mode: ""
	});
	async function o() {
		let e = n.told(n.overview?.citation) ?? "";
		await navigator.clipboard?.writeText(`${n.start.host === "page" ? location.href : n.address}\n${e}`).catch(() => void 0), n.said = n.say("viewer_copied");
	}
	var s = js(), c = P(s), l = P(c), u = L(P(l), 2), d = P(u), f = (e) => {
		var t = Es(), r = F(t), i = I(r, !0), a = L(r);
		z((e) => {
			q(i, n.overview.run), q(a, ` ${e ?? ""}`);
		}, [() => n.told(n.overview.title)]), K(e, t);
	};
	J(d, (e) => {
		n.overview && e(f);
	}), D(u);
	var p = L(u, 2), h = (e) => {
		var t = Os(), r = P(t), i = L(r);
		X(i, 21, () => n.overview?.texts ?? [], (e) => e.number, (e, t) => {
			var n = Ds(), r = I(n), i = {};
			z(() => {
				q(r, `${H(t).number ?? ""} ${H(t).title ?? ""}`), i !== (i = H(t).number) && (n.value = (n.__value = i) ?? "");
			}), K(e, n);
		}), D(i);
		var a;
		vi(i), D(t), z((e) => {
			q(r, `${e ?? ""} `), a !== (a = n.state.text) && (i.value = (i.__value = a) ?? "", _i(i, a));
		}, [() => n.say("page_text")]), U("change", i, (e) => n.go({
			text: Number(e.currentTarget.value),
			query: null,
			key: null,
			rows: null,
			keys: null
		})), K(e, t);
	};
	J(p, (e) => {
		(n.overview?.texts.length ?? 0) > 1 && e(h);
	}), D(l);
	var g = L(l, 2);
	Ts(g, {});
	var _ = L(g, 2), v = P(_), y = I(v, !0), b = L(v, 2);
	fs(b, {});
	var x = L(b, 2);
	X(x, 21, () => r, ([e, t]) => e, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], a = () => H(r)[1];
		var o = ks(), s = I(o, !0);
		z(() => {
			Z(o, "lang", i()), Z(o, "aria-pressed", n.state.language === i()), q(s, a());
		}), U("click", o, () => n.go({ language: i() }, !0)), K(e, o);
	}), D(x);
	var S = L(x, 2), C = I(S, !0);
	D(_), D(c);
	var w = L(c, 2);
	X(w, 21, () => H(i), ([e, t]) => t, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], o = () => H(r)[1];
		var s = As(), c = P(s), l = I(c, !0), u = L(c);
		D(s), z((e) => {
			Z(s, "aria-pressed", n.state.screen === o()), Z(s, "aria-keyshortcuts", i()), s.disabled = !n.state.run && o() !== "shelf" && o() !== "glossary", q(l, i()), q(u, ` ${e ?? ""}`);
		}, [() => n.say(`viewer_screen_${o()}`)]), U("click", s, () => a(o())), K(e, s);
	}), D(w), D(s), z((e, t, n, r) => {
		q(y, e), Z(x, "aria-label", t), q(C, n), Z(w, "aria-label", r);
	}, [
		() => n.say("viewer_copy"),
		() => n.say("page_language"),
		() => n.say("page_theme"),
		() => n.say("viewer_screens")
	]), U("click", v, o), U("click", S, () => n.go({ theme: n.state.theme === "dark" ? "light" : "dark" }, !0)), K(e, s), k();
}
W(["change", "click"]);
// src/state/other.ts
function Ns(e, t) {
	let n = e.lastIndexOf("/");
	return n < 0 ? {
		run: t,
		head: e
	} : {
		run: e.slice(0, n),
		head: e.slice(n + 1)
	};
}
var Ps = (e, t) => e.run === t ? e.head : `${e.run}/${e.head}`, Fs = /* @__PURE__ */ G([[
	"div",
	{
		class: "line bar svelte-pcani2",
		role: "group"
	},
	[
		"span",
		{ class: "mono svelte-pcani2" },
		" "
	],
	" ",
	[
		"span",
		{ class: "band svelte-pcani2" },
		["input", {
			type: "range",
			min: "0",
			max: "1",
			step: "0.01",
			class: "svelte-pcani2"
		}],
		" ",
		["input", {
			type: "range",
			min: "0",
			max: "1",
			step: "0.01",
			class: "svelte-pcani2"
		}]
	],
	" ",
	[
		"span",
		{ class: "mono svelte-pcani2" },
		" "
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "l"
		},
		" "
	]
]]);
function Is(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.state.scale === "log" ? {
		scale: "log",
		low: 1e-7,
		high: 1
	} : {
		scale: "linear",
		low: 0,
		high: 1
	}), i = /* @__PURE__ */ A(() => Math.max(0, Va(n.state.low, H(r)))), a = /* @__PURE__ */ A(() => Math.min(1, Va(n.state.high, H(r)))), o = /* @__PURE__ */ A(() => n.start.ramps[n.state.theme] ?? []), s = /* @__PURE__ */ A(() => `linear-gradient(to right, ${Array.from({ length: 13 }, (e, t) => {
		let n = t / 12;
		return `${qa(Ua((n - H(i)) / (H(a) - H(i)), H(o)))} ${(100 * n).toFixed(1)}%`;
	}).join(", ")})`);
	function c(e, t) {
		let i = Ha(t, H(r));
		e === "low" && i < n.state.high && n.go({ low: t === 0 && H(r).scale === "linear" ? 0 : i }, !0), e === "high" && i > n.state.low && n.go({ high: i }, !0);
	}
	var l = Fs(), u = P(l), d = I(u, !0), f = L(u, 2);
	let p;
	var m = P(f);
	Ti(m);
	var h = L(m, 2);
	Ti(h), D(f);
	var g = L(f, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0);
	D(l), z((e, t, r, o, c, u, g, b) => {
		Z(l, "aria-label", e), q(d, t), p = mi(f, "", p, { background: H(s) }), Ei(m, H(i)), Z(m, "aria-label", r), Z(m, "aria-valuetext", o), Ei(h, H(a)), Z(h, "aria-label", c), Z(h, "aria-valuetext", u), q(_, g), Z(v, "aria-pressed", n.state.scale === "log"), q(y, b);
	}, [
		() => n.say("viewer_colours"),
		() => $(n.state.low, n.state.language),
		() => n.say("viewer_lowest"),
		() => $(n.state.low, n.state.language),
		() => n.say("viewer_highest"),
		() => $(n.state.high, n.state.language),
		() => $(n.state.high, n.state.language),
		() => n.say("page_log")
	]), U("input", m, (e) => c("low", Number(e.currentTarget.value))), U("input", h, (e) => c("high", Number(e.currentTarget.value))), U("click", v, () => n.go(xa(n.state), !0)), K(e, l), k();
}
W(["input", "click"]);
// src/draw/difference.ts
var Ls = {
	light: [[
		0,
		90,
		181
	], [
		220,
		90,
		0
	]],
	dark: [[
		110,
		180,
		255
	], [
		255,
		165,
		80
	]]
}, Rs = 2e3;
function zs(e, t) {
	if (e.length > Rs || t.length > Rs) return null;
	let n = t.length + 1, r = new Uint16Array((e.length + 1) * n), i = (e, t) => r[e * n + t] ?? 0;
	for (let a = e.length - 1; a >= 0; a--) for (let o = t.length - 1; o >= 0; o--) r[a * n + o] = e[a] === t[o] ? i(a + 1, o + 1) + 1 : Math.max(i(a + 1, o), i(a, o + 1));
	let a = [];
	for (let n = 0, r = 0; n < e.length && r < t.length;) e[n] === t[r] ? a.push([n++, r++]) : i(n + 1, r) >= i(n, r + 1) ? n++ : r++;
	return a;
}
function Bs(e, t, n) {
	let r = new Float32Array(t.length * n.length);
	return t.forEach((t, i) => n.forEach((a, o) => {
		r[i * n.length + o] = e.values[t * e.columns + a] ?? NaN;
	})), {
		rows: t.length,
		columns: n.length,
		values: r
	};
}
var Vs = (e, t) => ({
	rows: e.rows,
	columns: e.columns,
	values: e.values.map((e, n) => e - (t.values[n] ?? NaN))
});
function Hs(e) {
	let t = e.values.reduce((e, t) => e + (Number.isNaN(t) ? 0 : Math.abs(t)), 0);
	return e.rows ? t / 2 / e.rows : 0;
}
function Us(e, t) {
	let n = Ls[t[0] > 127 ? "light" : "dark"][e >= 0 ? 0 : 1], r = Math.min(1, Math.sqrt(Math.abs(e))), i = (e) => Math.round(t[e] + (n[e] - t[e]) * r);
	return [
		i(0),
		i(1),
		i(2)
	];
}
function Ws(e, t, n, r) {
	let i = new ImageData(Math.max(1, e.columns), Math.max(1, e.rows));
	return e.values.forEach((e, a) => {
		i.data.set([...Number.isNaN(e) ? r : Us(e / (t || 1), n), 255], 4 * a);
	}), i;
}
function Gs(e) {
	return `linear-gradient(to right, ${Array.from({ length: 17 }, (t, n) => `${qa(Us(n / 8 - 1, e))} ${100 * n / 16}%`).join(", ")})`;
}
var Ks = (e, t) => Math.max(0, Math.ceil(Math.log2(Math.max(e, t, 1) / 256))), qs = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Js = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Ys = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), Xs = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Zs = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-8ca38v",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), Qs = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-8ca38v" },
	[
		"figcaption",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	" ",
	["canvas", { role: "img" }]
]]), $s = /* @__PURE__ */ G([
	[
		"p",
		{ class: "line legend svelte-8ca38v" },
		[
			"span",
			{ class: "mono" },
			" "
		],
		["span", { class: "band svelte-8ca38v" }],
		[
			"span",
			{ class: "mono" },
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), ec = /* @__PURE__ */ G([
	["div", { class: "pictures svelte-8ca38v" }],
	" ",
	,
], 1), tc = /* @__PURE__ */ G([
	,
	,
	" ",
	,
	" ",
	,
	" ",
	,
], 1);
function nc(e, t) {
	O(t, !0);
	let n = Q(), r = (e, t) => {
		let n = e.overview.sites.find((t) => e.head.startsWith(`${t.site}.`));
		return e.labels.sides[n?.[t] ?? ""]?.tokens ?? [];
	}, i = /* @__PURE__ */ A(() => ({
		query: [r(t.one, "query_side"), r(t.other, "query_side")],
		key: [r(t.one, "key_side"), r(t.other, "key_side")]
	})), a = /* @__PURE__ */ A(() => ["query", "key"].every((e) => H(i)[e][0].length === H(i)[e][1].length && H(i)[e][0].every((t, n) => t === H(i)[e][1][n]))), o = (e, t) => Ji(e.run, "tile", e.head, e.text, t, 0, 0, "mass"), s = (e) => Ks(H(i).query[e].length, H(i).key[e].length), c = [Ea(n.source, () => o(t.one, s(0))), Ea(n.source, () => o(t.other, s(1)))], l = /* @__PURE__ */ M([null, null]);
	R(() => {
		let e = c.map((e) => e.answer?.array);
		Promise.all(e.map((e) => e ? Ui(e) : null)).then((e) => {
			N(l, e);
		});
	});
	let u = /* @__PURE__ */ A(() => H(a) || s(0) > 0 || s(1) > 0 ? null : {
		query: zs(...H(i).query),
		key: zs(...H(i).key)
	}), d = /* @__PURE__ */ A(() => {
		let [e, t] = H(l);
		if (!e || !t) return H(l);
		if (!H(u)?.query || !H(u).key) return e.rows === t.rows && e.columns === t.columns ? H(l) : [e, t];
		let n = H(u).query, r = H(u).key;
		return [Bs(e, n.map(([e]) => e), r.map(([e]) => e)), Bs(t, n.map(([, e]) => e), r.map(([, e]) => e))];
	}), f = /* @__PURE__ */ A(() => !!(H(d)[0] && H(d)[1] && H(d)[0].rows === H(d)[1].rows && H(d)[0].columns === H(d)[1].columns && (H(a) || H(u)))), p = /* @__PURE__ */ A(() => H(f) && H(d)[0] && H(d)[1] ? Vs(H(d)[0], H(d)[1]) : null), h = /* @__PURE__ */ A(() => H(p) ? H(p).values.reduce((e, t) => Math.abs(t) > e ? Math.abs(t) : e, 0) : 0), g = /* @__PURE__ */ A(() => ({
		queries: H(u)?.query ? H(u).query.map(([e]) => H(i).query[0][e] ?? "") : H(i).query[0],
		keys: H(u)?.key ? H(u).key.map(([e]) => H(i).key[0][e] ?? "") : H(i).key[0]
	})), _ = en([]), v = /* @__PURE__ */ M(0), y = /* @__PURE__ */ M(!1), b = /* @__PURE__ */ A(() => n.state.mode === "flicker" && !matchMedia("(prefers-reduced-motion: reduce)").matches);
	R(() => {
		if (!H(b)) return;
		let e = setInterval(() => {
			N(y, !H(y));
		}, 700);
		return () => clearInterval(e);
	});
	let x = /* @__PURE__ */ A(() => n.state.mode === "difference" && H(p) ? [H(p)] : H(b) ? [H(d)[+!!H(y)]] : H(d)), S = (e, r) => e && e === H(p) ? n.say("viewer_difference_of", {
		one: t.one.head,
		other: Ps(t.other, t.one.run)
	}) : (H(b) ? H(y) : r === 1) ? Ps(t.other, t.one.run) : t.one.head, C = /* @__PURE__ */ A(() => H(p) ? (s(0) > 0 ? "≥ " : "") + ho(Hs(H(p)), 3, n.state.language) : "");
	R(() => {
		let e = Ba(n.state, n.start.ramps);
		H(x).forEach((t, n) => {
			let r = _[n];
			if (!r || !t || !H(v) || !t.rows || !t.columns) return;
			let i = getComputedStyle(r), a = no(r, t, Math.max(t.rows, t.columns) <= 64 && s(0) === 0 && t.rows === H(g).queries.length ? H(g) : null, {
				room: H(x).length === 2 ? H(v) / 2 - 12 : H(v),
				size: 460,
				font: i.fontFamily
			});
			ro(r, t, Xa(t === H(p) ? Ws(t, H(h), e.ramp[0] ?? [
				255,
				255,
				255
			], e.masked) : Ya(t, e)), a, i);
		});
	});
	let w = /* @__PURE__ */ A(() => Gs(Ba(n.state, n.start.ramps).ramp[0] ?? [
		255,
		255,
		255
	])), ee = /* @__PURE__ */ A(() => H(p) ? Array.from(H(p).values, (e, t) => [t, e]).filter(([, e]) => Math.abs(e) > 0).sort((e, t) => Math.abs(t[1]) - Math.abs(e[1])).slice(0, 100) : []);
	var te = tc(), ne = F(te);
	X(ne, 17, () => c, Y, (e, t) => {
		var n = Pr(), r = F(n), i = (e) => {
			Oo(e, {
				get missing() {
					return H(t).missing;
				},
				get failed() {
					return H(t).failed;
				}
			});
		};
		J(r, (e) => {
			(H(t).missing || H(t).failed) && e(i);
		}), K(e, n);
	});
	var re = L(ne, 2), ie = (e) => {
		var t = qs(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_distance_of_rows", { value: H(C) })]), K(e, t);
	};
	J(re, (e) => {
		H(p) && e(ie);
	});
	var ae = L(re, 2), oe = (e) => {
		var t = Js(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_aligned_tokens", {
			count: H(u).query.length,
			all: H(i).query[0].length
		})]), K(e, t);
	}, se = (e) => {
		var t = Ys(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_not_aligned")]), K(e, t);
	};
	J(ae, (e) => {
		H(u)?.query ? e(oe) : H(a) || e(se, 1);
	});
	var ce = L(ae, 2), le = (e) => {
		var t = Zs(), r = P(t), i = P(r), a = P(i), o = P(a), s = I(o, !0), c = L(o), l = I(c, !0), u = I(L(c), !0);
		D(a), D(i);
		var d = L(i);
		X(d, 21, () => H(ee), ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = Xs(), s = P(o), c = I(P(s), !0);
			D(s);
			var l = L(s), u = I(P(l), !0);
			D(l);
			var d = I(L(l));
			D(o), z((e, t) => {
				q(c, e), q(u, H(g).keys[i() % H(p).columns]), q(d, `${a() > 0 ? "+" : "−"}${t ?? ""}`);
			}, [() => H(g).queries[Math.floor(i() / H(p).columns)], () => $(Math.abs(a()), n.state.language)]), K(e, o);
		}), D(d), D(r), D(t), z((e, n, r, i) => {
			Z(t, "aria-label", e), q(s, n), q(l, r), q(u, i);
		}, [
			() => n.say("page_table"),
			() => n.say("query"),
			() => n.say("key"),
			() => n.say("viewer_difference")
		]), K(e, t);
	}, ue = (e) => {
		var r = ec(), i = F(r);
		X(i, 21, () => H(x), Y, (e, t, r) => {
			var i = Qs(), a = P(i), o = I(P(a), !0);
			D(a);
			var s = L(a, 2);
			Ii(s, (e, t) => _[t] = e, (e) => _?.[e], () => [r]), D(i), z((e, t) => {
				q(o, e), Z(s, "aria-label", t);
			}, [() => S(H(t), r), () => n.say("viewer_matrix_of_plain", { head: S(H(t), r) })]), K(e, i);
		}), D(i);
		var a = L(i, 2), o = (e) => {
			var r = $s(), i = F(r), a = P(i), o = I(a), s = L(a);
			let c;
			var l = I(L(s));
			D(i);
			var u = I(L(i, 2), !0);
			z((e, t, n) => {
				q(o, `−${e ?? ""}`), c = mi(s, "", c, { background: H(w) }), q(l, `+${t ?? ""}`), q(u, n);
			}, [
				() => $(H(h), n.state.language),
				() => $(H(h), n.state.language),
				() => n.say("viewer_difference_help", {
					one: t.one.head,
					other: Ps(t.other, t.one.run),
					value: $(H(h), n.state.language)
				})
			]), K(e, r);
		};
		J(a, (e) => {
			n.state.mode === "difference" && H(p) && e(o);
		}), Pi(i, "clientWidth", (e) => N(v, e)), K(e, r);
	};
	J(ce, (e) => {
		n.state.is_table && H(p) ? e(le) : e(ue, -1);
	}), K(e, te), k();
}
// src/panels/Compare.svelte
var rc = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), ic = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), ac = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), oc = /* @__PURE__ */ G([[
	"label",
	{ class: "line" },
	" ",
	["select", { class: "svelte-v414jo" }]
]]), sc = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), cc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	,
]]), lc = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					[
						"bdi",
						null,
						" "
					]
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
], 1), uc = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel svelte-v414jo",
		"aria-labelledby": "compare-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "compare-heading" },
			" "
		],
		" ",
		,
	],
	" ",
	[
		"div",
		{ class: "line" },
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-v414jo" }]
		],
		" ",
		[
			"label",
			{ class: "line" },
			" ",
			["select", { class: "svelte-v414jo" }]
		],
		" ",
		,
		" ",
		[
			"button",
			{ type: "button" },
			" "
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "f"
			},
			" "
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "t"
			},
			" "
		]
	],
	" ",
	,
	" ",
	,
]]);
function dc(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => "shelf"), i = /* @__PURE__ */ A(() => Ns(n.state.against, n.state.run)), a = Oa(n.source, () => H(i).run, () => !0), o = /* @__PURE__ */ A(() => H(i).run === n.state.run ? n.state.text : Math.min(n.state.text, (a.answer?.texts.length ?? 1) - 1)), s = Ea(n.source, () => H(i).run && a.answer ? Ji(H(i).run, "text", H(o)) : null), c = /* @__PURE__ */ A(() => n.head), l = /* @__PURE__ */ A(() => n.overview?.heads.find((e) => e.head === H(c))?.twins[0]?.[0]), u = /* @__PURE__ */ A(() => ({
		run: H(i).run,
		head: H(i).head || (H(i).run === n.state.run ? H(l) : null) || a.answer?.heads.find((e) => e.head !== H(c) || H(i).run !== n.state.run)?.head || ""
	})), d = /* @__PURE__ */ A(() => [n.overview?.heads.find((e) => e.head === H(c)), a.answer?.heads.find((e) => e.head === H(u).head)]), f = (e, t) => n.go({ against: Ps({
		run: e,
		head: t
	}, n.state.run) });
	var p = uc(), m = P(p), h = P(m), g = I(h, !0), _ = L(h, 2), v = (e) => {
		Is(e, {});
	};
	J(_, (e) => {
		n.state.mode !== "difference" && e(v);
	}), D(m);
	var y = L(m, 2), b = P(y), x = P(b), S = L(x);
	X(S, 21, () => n.overview?.heads ?? [], (e) => e.head, (e, t) => {
		var n = rc(), r = I(n, !0), i = {};
		z(() => {
			q(r, H(t).head), i !== (i = H(t).head) && (n.__value = i);
		}), K(e, n);
	}), D(S);
	var C;
	vi(S), D(b);
	var w = L(b, 2), ee = P(w), te = L(ee);
	X(te, 21, () => a.answer?.heads ?? [], (e) => e.head, (e, t) => {
		var n = ic(), r = I(n, !0), i = {};
		z(() => {
			q(r, H(t).head), i !== (i = H(t).head) && (n.__value = i);
		}), K(e, n);
	}), D(te);
	var ne;
	vi(te), D(w);
	var re = L(w, 2), ie = (e) => {
		var t = oc(), i = P(t), a = L(i);
		X(a, 21, () => r.answer?.runs ?? [], (e) => e.name, (e, t) => {
			var n = ac(), r = I(n, !0), i = {};
			z(() => {
				q(r, H(t).name), i !== (i = H(t).name) && (n.__value = i);
			}), K(e, n);
		}), D(a);
		var o;
		vi(a), D(t), z((e) => {
			q(i, `${e ?? ""} `), o !== (o = H(u).run) && (a.value = (a.__value = o) ?? "", _i(a, o));
		}, [() => n.say("viewer_second_run")]), U("change", a, (e) => f(e.currentTarget.value, H(c) ?? "")), K(e, t);
	};
	J(re, (e) => {
		(r.answer?.runs.length ?? 0) > 1 && e(ie);
	});
	var ae = L(re, 2), oe = I(ae, !0), se = L(ae, 2), ce = I(se, !0), le = L(se, 2), ue = I(le, !0);
	D(y);
	var de = L(y, 2), fe = (e) => {
		Oo(e, {
			get missing() {
				return a.missing;
			},
			get failed() {
				return a.failed;
			}
		});
	};
	J(de, (e) => {
		(a.missing || a.failed) && e(fe);
	});
	var pe = L(de, 2), me = (e) => {
		var t = lc(), r = F(t);
		{
			let e = /* @__PURE__ */ A(() => ({
				run: n.state.run,
				head: H(c),
				text: n.state.text,
				labels: n.labels,
				overview: n.overview
			})), t = /* @__PURE__ */ A(() => ({
				run: H(u).run,
				head: H(u).head,
				text: H(o),
				labels: s.answer,
				overview: a.answer
			}));
			nc(r, {
				get one() {
					return H(e);
				},
				get other() {
					return H(t);
				}
			});
		}
		var i = L(r, 2), l = P(i), f = P(l), p = P(f), m = I(p, !0), h = L(p), g = I(h, !0), _ = L(h), v = I(P(_), !0);
		D(_);
		var y = I(L(_), !0);
		D(f), D(l);
		var b = L(l);
		X(b, 23, () => n.overview.statistics, (e) => e.name, (e, t, r) => {
			let i = /* @__PURE__ */ A(() => H(d)[0]?.statistics[H(r)] ?? null), o = /* @__PURE__ */ A(() => H(d)[1]?.statistics[a.answer.statistics.findIndex((e) => e.name === H(t).name)] ?? null);
			var s = cc(), c = P(s), l = I(c, !0);
			X(L(c), 17, () => [
				H(i),
				H(o),
				H(i) === null || H(o) === null ? null : H(i) - H(o)
			], Y, (e, t) => {
				var r = sc(), i = I(r, !0);
				z((e) => q(i, e), [() => H(t) === null ? "–" : ho(H(t), 2, n.state.language)]), K(e, r);
			}), D(s), z((e) => q(l, e), [() => n.say(H(t).name)]), K(e, s);
		}), D(b), D(i), z((e, t, n) => {
			q(m, e), q(g, H(c)), q(v, t), q(y, n);
		}, [
			() => n.say("viewer_statistic"),
			() => Ps(H(u), n.state.run),
			() => n.say("viewer_difference")
		]), K(e, t);
	};
	J(pe, (e) => {
		H(c) && H(u).head && n.labels && s.answer && n.overview && a.answer && e(me);
	}), D(p), z((e, t, r, i, a, o) => {
		q(g, e), q(x, `${t ?? ""} `), C !== (C = H(c)) && (S.value = (S.__value = C) ?? "", _i(S, C)), q(ee, `${r ?? ""} `), ne !== (ne = H(u).head) && (te.value = (te.__value = ne) ?? "", _i(te, ne)), Z(ae, "aria-pressed", n.state.mode === "difference"), q(oe, i), Z(se, "aria-pressed", n.state.mode === "flicker"), q(ce, a), Z(le, "aria-pressed", n.state.is_table), q(ue, o);
	}, [
		() => n.say("viewer_screen_compare"),
		() => n.say("viewer_first"),
		() => n.say("viewer_second"),
		() => n.say("viewer_difference"),
		() => n.say("viewer_flicker"),
		() => n.say("page_table")
	]), U("change", S, (e) => n.go({ head: e.currentTarget.value })), U("change", te, (e) => f(H(u).run, e.currentTarget.value)), U("click", ae, () => n.go({ mode: n.state.mode === "difference" ? "" : "difference" })), U("click", se, () => n.go({ mode: n.state.mode === "flicker" ? "" : "flicker" })), U("click", le, () => n.go({ is_table: !n.state.is_table })), K(e, p), k();
}
W(["change", "click"]);
// src/panels/PatternMark.svelte
var fc = /* @__PURE__ */ G([[
	"span",
	{ "aria-hidden": "true" },
	" "
]]);
function pc(e, t) {
	O(t, !0);
	let n = Bi(t, "isLow", 3, !1), r = Q(), i = /* @__PURE__ */ A(() => r.start.pattern_colours[t.label]);
	var a = fc();
	let o, s;
	var c = I(a, !0);
	z((e) => {
		o = fi(a, 1, "mark svelte-tiv6b4", null, o, {
			deep: t.label === "diagonal",
			low: n(),
			unread: !H(i)
		}), s = mi(a, "", s, { "--pattern": H(i) }), q(c, e);
	}, [() => r.say(`letter_${t.label}`)]), K(e, a), k();
}
// src/panels/ClaimItem.svelte
var mc = /* @__PURE__ */ G([[
	"div",
	{ class: "svelte-v0ob9s" },
	[
		"dt",
		{ class: "svelte-v0ob9s" },
		" "
	],
	[
		"dd",
		{ class: "svelte-v0ob9s" },
		" "
	]
]]), hc = /* @__PURE__ */ G([["dl", { class: "svelte-v0ob9s" }]]), gc = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "svelte-v0ob9s"
	},
	[
		"span",
		{ class: "note" },
		" "
	],
	" "
]]), _c = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "svelte-v0ob9s"
	},
	" "
]]), vc = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), yc = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-v0ob9s" },
	[
		"p",
		{ class: "sentence svelte-v0ob9s" },
		,
		" "
	],
	" ",
	,
	" ",
	[
		"p",
		{ class: "line svelte-v0ob9s" },
		,
		" ",
		,
	],
	" ",
	,
]]);
function bc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => [
		["viewer_score", t.claim.score],
		["viewer_baseline", t.claim.baseline],
		["viewer_interval", t.claim.interval],
		["viewer_grade", t.claim.grade]
	].filter(([, e]) => e !== "")), i = (e) => n.go({
		screen: "head",
		head: e.head,
		text: e.text,
		query: e.query,
		key: e.key,
		rows: null,
		keys: null
	});
	var a = yc(), o = P(a), s = P(o), c = (e) => {
		pc(e, { get label() {
			return t.claim.label;
		} });
	};
	J(s, (e) => {
		t.claim.label && e(c);
	});
	var l = L(s);
	D(o);
	var u = L(o, 2), d = (e) => {
		var t = hc();
		X(t, 21, () => H(r), ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = mc(), s = P(o), c = I(s, !0), l = I(L(s), !0);
			D(o), z((e) => {
				q(c, e), q(l, a());
			}, [() => n.say(i())]), K(e, o);
		}), D(t), K(e, t);
	};
	J(u, (e) => {
		H(r).length && e(d);
	});
	var f = L(u, 2), p = P(f);
	X(p, 17, () => t.claim.evidence, Y, (e, t) => {
		var n = gc(), r = P(n), a = I(r, !0), o = L(r);
		D(n), z(() => {
			q(a, H(t).head), q(o, ` ${H(t).label ?? ""}`);
		}), U("click", n, () => i(H(t))), K(e, n);
	});
	var h = L(p, 2), g = (e) => {
		var r = Pr();
		X(F(r), 16, () => t.claim.heads, (e) => e, (e, t) => {
			var r = _c(), i = I(r, !0);
			z(() => q(i, t)), U("click", r, () => n.go({
				screen: "head",
				head: t
			})), K(e, r);
		}), K(e, r);
	};
	J(h, (e) => {
		t.claim.evidence.length === 0 && e(g);
	}), D(f);
	var _ = L(f, 2), v = (e) => {
		var n = vc(), r = I(n, !0);
		z(() => q(r, t.claim.caution)), K(e, n);
	};
	J(_, (e) => {
		t.claim.caution && e(v);
	}), D(a), z(() => q(l, ` ${t.claim.sentence ?? ""}`)), K(e, a), k();
}
W(["click"]);
// src/panels/Findings.svelte
var xc = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Sc = /* @__PURE__ */ G([["ol", { class: "svelte-smugjp" }]]), Cc = /* @__PURE__ */ G([[
	"p",
	{ class: "note caution svelte-smugjp" },
	" "
]]), wc = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h2",
		null,
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]), Tc = /* @__PURE__ */ G([[
	"dt",
	{ class: "mono svelte-smugjp" },
	" "
], [
	"dd",
	{ class: "svelte-smugjp" },
	" "
]], 1), Ec = /* @__PURE__ */ G([[
	"div",
	{ class: "findings svelte-smugjp" },
	,
	" ",
	[
		"section",
		{ class: "panel" },
		[
			"h2",
			null,
			" "
		],
		" ",
		["dl"]
	]
]]), Dc = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function Oc(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => n.state.run ? n.of("findings", n.state.language) : null);
	var i = Dc(), a = F(i), o = (e) => {
		Oo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(a, (e) => {
		(r.missing || r.failed) && e(o);
	});
	var s = L(a, 2), c = (e) => {
		var t = Ec(), i = P(t);
		X(i, 17, () => r.answer.readings, (e) => e.name, (e, t) => {
			var n = wc(), r = P(n), i = I(r, !0), a = L(r, 2);
			X(a, 17, () => H(t).lines, Y, (e, t) => {
				var n = xc(), r = I(n, !0);
				z(() => q(r, H(t))), K(e, n);
			});
			var o = L(a, 2), s = (e) => {
				var n = Sc();
				X(n, 21, () => H(t).claims, Y, (e, t) => {
					bc(e, { get claim() {
						return H(t);
					} });
				}), D(n), K(e, n);
			};
			J(o, (e) => {
				H(t).claims.length && e(s);
			});
			var c = L(o, 2);
			X(c, 17, () => H(t).tables, Y, (e, t) => {
				Bo(e, { get table() {
					return H(t);
				} });
			});
			var l = L(c, 2), u = (e) => {
				var n = Cc(), r = I(n, !0);
				z(() => q(r, H(t).caution)), K(e, n);
			};
			J(l, (e) => {
				H(t).caution && e(u);
			}), D(n), z(() => {
				Z(n, "aria-labelledby", `reading-${H(t).name}`), Z(r, "id", `reading-${H(t).name}`), q(i, H(t).heading);
			}), K(e, n);
		});
		var a = L(i, 2), o = P(a), s = I(o, !0), c = L(o, 2);
		X(c, 21, () => r.answer.commands, (e) => e.command, (e, t) => {
			var n = Tc(), r = F(n), i = I(r, !0), a = I(L(r), !0);
			z(() => {
				q(i, H(t).command), q(a, H(t).purpose);
			}), K(e, n);
		}), D(c), D(a), D(t), z((e) => q(s, e), [() => n.say("further_heading")]), K(e, t);
	};
	J(s, (e) => {
		r.answer && e(c);
	}), K(e, i), k();
}
// src/panels/Glossary.svelte
var kc = /* @__PURE__ */ G([[
	"span",
	{ class: "mono formula svelte-65jc8f" },
	" "
]]), Ac = /* @__PURE__ */ G([[
	"span",
	{ class: "note caution svelte-65jc8f" },
	" "
]]), jc = /* @__PURE__ */ G([
	[
		"dt",
		{ class: "svelte-65jc8f" },
		" "
	],
	" ",
	[
		"dd",
		{ class: "svelte-65jc8f" },
		" ",
		,
		" ",
		,
	]
], 1), Mc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"kbd",
			{ class: "svelte-65jc8f" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Nc = /* @__PURE__ */ G([
	[
		"section",
		{
			class: "panel svelte-65jc8f",
			"aria-labelledby": "glossary-heading"
		},
		[
			"div",
			{ class: "line apart" },
			[
				"h2",
				{ id: "glossary-heading" },
				" "
			],
			" ",
			[
				"label",
				{ class: "line" },
				" ",
				["input", { type: "search" }]
			]
		],
		" ",
		["dl", { class: "svelte-65jc8f" }]
	],
	" ",
	[
		"section",
		{
			class: "panel svelte-65jc8f",
			"aria-labelledby": "keys-heading"
		},
		[
			"h2",
			{ id: "keys-heading" },
			" "
		],
		" ",
		[
			"table",
			null,
			["tbody"]
		]
	]
], 1);
function Pc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(""), i = /* @__PURE__ */ A(() => (n.strings?.glossary ?? []).filter((e) => `${e.term} ${e.meaning}`.toLowerCase().includes(H(r).trim().toLowerCase())));
	var a = Nc(), o = F(a), s = P(o), c = P(s), l = I(c, !0), u = L(c, 2), d = P(u), f = L(d);
	Ti(f), D(u), D(s);
	var p = L(s, 2);
	X(p, 21, () => H(i), (e) => e.term, (e, t) => {
		var n = jc(), r = F(n), i = I(r, !0), a = L(r, 2), o = P(a), s = L(o), c = (e) => {
			var n = kc(), r = I(n, !0);
			z(() => q(r, H(t).formula)), K(e, n);
		};
		J(s, (e) => {
			H(t).formula && e(c);
		});
		var l = L(s, 2), u = (e) => {
			var n = Ac(), r = I(n, !0);
			z(() => q(r, H(t).caution)), K(e, n);
		};
		J(l, (e) => {
			H(t).caution && e(u);
		}), D(a), z(() => {
			q(i, H(t).term), q(o, `${H(t).meaning ?? ""} `);
		}), K(e, n);
	}), D(p), D(o);
	var h = L(o, 2), g = P(h), _ = I(g, !0), v = L(g, 2), y = P(v);
	X(y, 21, () => ba, ([e, t]) => t, (e, t) => {
		var r = /* @__PURE__ */ A(() => m(H(t), 2));
		let i = () => H(r)[0], a = () => H(r)[1];
		var o = Mc(), s = P(o), c = I(P(s), !0);
		D(s);
		var l = I(L(s), !0);
		D(o), z((e) => {
			q(c, i()), q(l, e);
		}, [() => n.say(a())]), K(e, o);
	}), D(y), D(v), D(h), z((e, t, n) => {
		q(l, e), q(d, `${t ?? ""} `), q(_, n);
	}, [
		() => n.say("viewer_screen_glossary"),
		() => n.say("viewer_filter"),
		() => n.say("viewer_shortcuts")
	]), Ai(f, () => H(r), (e) => N(r, e)), K(e, a), k();
}
// src/panels/Channels.svelte
var Fc = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), Ic = /* @__PURE__ */ G([["span", {
	class: "line",
	role: "group"
}]]);
function Lc(e, t) {
	O(t, !0);
	let n = Q(), r = ["peak", "mass"];
	var i = Ic();
	X(i, 20, () => r, (e) => e, (e, t) => {
		var r = Fc(), i = I(r, !0);
		z((e) => {
			Z(r, "aria-pressed", n.state.channel === t), q(i, e);
		}, [() => n.say(`viewer_${t}`)]), U("click", r, () => n.go({ channel: t }, !0)), K(e, r);
	}), D(i), z((e) => Z(i, "aria-label", e), [() => n.say("viewer_channel")]), K(e, i), k();
}
W(["click"]);
// src/draw/series.ts
function Rc(e, t) {
	let n = "", r = !1;
	return e.forEach((i, a) => {
		if (i === null) {
			r = !1;
			return;
		}
		let o = 100 * (a + .5) / e.length, s = 100 - 100 * i / (t || 1);
		n += `${r ? "L" : "M"}${o.toFixed(2)} ${s.toFixed(2)}`, r = !0;
	}), n;
}
var zc = (e, t) => e.map((n, r) => n === null ? "" : `M${(100 * (r + .5) / e.length).toFixed(3)} 100V${(100 - 100 * n / (t || 1)).toFixed(2)}`).join(""), Bc = (...e) => e.flat().reduce((e, t) => t !== null && t > e ? t : e, 0);
function Vc(e) {
	let t = (e - 1) / 2, n = (e) => e === 0 ? "1" : `${2 ** e}–${2 ** (e + 1) - 1}`, r = Array.from({ length: t }, (e, n) => t - 1 - n).map((e) => ({
		bin: e,
		name: n(e),
		side: -1
	})), i = Array.from({ length: t }, (e, r) => ({
		bin: t + 1 + r,
		name: n(r),
		side: 1
	}));
	return [
		...r,
		{
			bin: t,
			name: "0",
			side: 0
		},
		...i
	];
}
function Hc(e, ...t) {
	let n = (e) => t.some((t) => (t[e.bin] ?? 0) > 0), r = e.findIndex(n), i = e.findLastIndex(n);
	return r < 0 ? [] : e.slice(r, i + 1);
}
// src/panels/BarChart.svelte
var Uc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), Wc = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-co76v6",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), Gc = /* @__PURE__ */ G([["span", { class: "chance svelte-co76v6" }]]), Kc = /* @__PURE__ */ G([[
	"span",
	{ class: "bar svelte-co76v6" },
	[
		"span",
		{ class: "room svelte-co76v6" },
		["span", { class: "fill svelte-co76v6" }],
		,
	],
	" ",
	[
		"span",
		{ class: "name svelte-co76v6" },
		" "
	]
]]), qc = /* @__PURE__ */ G([
	["div", {
		class: "bars svelte-co76v6",
		role: "img"
	}],
	" ",
	[
		"p",
		{ class: "note axis svelte-co76v6" },
		" "
	]
], 1), Jc = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-co76v6" },
	[
		"figcaption",
		{ class: "svelte-co76v6" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function Yc(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => Math.max(1e-9, ...t.bars.map((e) => Math.max(e.value, e.chance ?? 0)))), i = (e) => e.chance === null ? `${e.name}: ${$(e.value, n.state.language)}` : n.say("viewer_bar", {
		name: e.name,
		value: $(e.value, n.state.language),
		chance: $(e.chance, n.state.language)
	});
	var a = Jc(), o = P(a), s = P(o), c = I(L(s));
	D(o);
	var l = L(o, 2), u = (e) => {
		var r = Wc(), i = P(r), a = P(i), o = P(a), s = P(o), c = I(s, !0), l = L(s), u = I(l, !0), d = I(L(l), !0);
		D(o), D(a);
		var f = L(a);
		X(f, 21, () => t.bars, Y, (e, t) => {
			var r = Uc(), i = P(r), a = I(i, !0), o = L(i), s = I(o, !0), c = I(L(o), !0);
			D(r), z((e, n) => {
				q(a, H(t).name), q(s, e), q(c, n);
			}, [() => $(H(t).value, n.state.language), () => H(t).chance === null ? "–" : $(H(t).chance, n.state.language)]), K(e, r);
		}), D(f), D(i), D(r), z((e) => {
			Z(r, "aria-label", t.title), q(c, t.axis), q(u, t.title), q(d, e);
		}, [() => n.say("viewer_chance")]), K(e, r);
	}, d = (e) => {
		var a = qc(), o = F(a);
		X(o, 21, () => t.bars, Y, (e, t) => {
			var n = Kc(), a = P(n), o = P(a);
			let s;
			var c = L(o), l = (e) => {
				var n = Gc();
				let i;
				z(() => i = mi(n, "", i, { bottom: `${100 * H(t).chance / H(r)}%` })), K(e, n);
			};
			J(c, (e) => {
				H(t).chance !== null && e(l);
			}), D(a);
			var u = I(L(a, 2), !0);
			D(n), z((e) => {
				Z(n, "title", e), s = mi(o, "", s, { height: `${100 * H(t).value / H(r)}%` }), q(u, H(t).name);
			}, [() => i(H(t))]), K(e, n);
		}), D(o);
		var s = I(L(o, 2));
		z((e, n, r) => {
			Z(o, "aria-label", e), q(s, `${t.axis ?? ""} · ${n ?? ""} · ${r ?? ""}`);
		}, [
			() => `${t.title}. ${t.bars.filter((e) => e.value >= H(r) / 4).map(i).join("; ")}`,
			() => n.say("viewer_chance_line"),
			() => n.say("viewer_highest_bar", { value: $(H(r), n.state.language) })
		]), K(e, a);
	};
	J(l, (e) => {
		n.state.is_table ? e(u) : e(d, -1);
	}), D(a), z(() => {
		q(s, `${t.title ?? ""} `), q(c, `(${t.unit ?? ""})`);
	}), K(e, a), k();
}
// src/panels/SeriesChart.svelte
var Xc = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), Zc = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-kzpw34",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), Qc = /* @__PURE__ */ G([["path", { class: "largest svelte-kzpw34" }]], 4), $c = /* @__PURE__ */ G([["path", { class: "chance svelte-kzpw34" }]], 4), el = /* @__PURE__ */ G([["line", {
	class: "at svelte-kzpw34",
	y1: "0",
	y2: "100"
}]], 4), tl = /* @__PURE__ */ G([
	[
		"svg",
		{
			viewBox: "0 0 100 100",
			preserveAspectRatio: "none",
			role: "slider",
			tabindex: "0",
			class: "svelte-kzpw34"
		},
		,
		,
		["path", { class: "mean svelte-kzpw34" }],
		,
	],
	" ",
	[
		"p",
		{ class: "note axis svelte-kzpw34" },
		" "
	]
], 1), nl = /* @__PURE__ */ G([[
	"figure",
	{ class: "svelte-kzpw34" },
	[
		"figcaption",
		{ class: "svelte-kzpw34" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function rl(e, t) {
	O(t, !0);
	let n = Bi(t, "chance", 3, null), r = Q(), i = /* @__PURE__ */ A(() => Bc(t.series.mean, t.series.largest, n()?.mean ?? [])), a = /* @__PURE__ */ A(() => H(i) >= 10 ? 1 : 3), o = /* @__PURE__ */ M(null), s = (e) => e == null ? "–" : ho(e, H(a), r.state.language), c = (e) => r.say("viewer_stretch", {
		from: e * t.series.cell_tokens,
		to: (e + 1) * t.series.cell_tokens - 1,
		mean: s(t.series.mean[e]),
		largest: s(t.series.largest[e])
	});
	function l(e) {
		let n = {
			ArrowLeft: -1,
			ArrowRight: 1
		}[e.key];
		if (n !== void 0 || e.key === "Enter") {
			if (e.preventDefault(), e.key === "Enter") return t.onpick((H(o) ?? 0) * t.series.cell_tokens);
			N(o, Math.min(Math.max((H(o) ?? 0) + (n ?? 0), 0), t.series.mean.length - 1), !0), r.said = c(H(o));
		}
	}
	function u(e) {
		let n = e.currentTarget.getBoundingClientRect();
		N(o, Math.min(Math.max(Math.floor((e.clientX - n.left) / n.width * t.series.mean.length), 0), t.series.mean.length - 1), !0);
	}
	var d = nl(), f = P(d), p = P(f), m = I(L(p));
	D(f);
	var h = L(f, 2), g = (e) => {
		var n = Zc(), i = P(n), a = P(i), o = P(a), c = P(o), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
		D(o), D(a);
		var p = L(a);
		X(p, 21, () => t.series.mean, Y, (e, n, r) => {
			var i = Xc(), a = P(i), o = I(a, !0), c = L(a), l = I(c, !0), u = I(L(c), !0);
			D(i), z((e, n) => {
				q(o, r * t.series.cell_tokens), q(l, e), q(u, n);
			}, [() => s(H(n)), () => s(t.series.largest[r])]), K(e, i);
		}), D(p), D(i), D(n), z((e, r) => {
			Z(n, "aria-label", t.title), q(l, t.axis), q(d, e), q(f, r);
		}, [() => r.say("viewer_mean_short"), () => r.say("viewer_largest")]), K(e, n);
	}, _ = (e) => {
		var a = tl(), d = F(a);
		Z(d, "aria-valuemin", 0);
		var f = P(d), p = (e) => {
			var n = Qc();
			z((e) => Z(n, "d", e), [() => Rc(t.series.largest, H(i))]), K(e, n);
		};
		J(f, (e) => {
			t.series.cell_tokens > 1 && e(p);
		});
		var m = L(f), h = (e) => {
			var t = $c();
			z((e) => Z(t, "d", e), [() => Rc(n().mean, H(i))]), K(e, t);
		};
		J(m, (e) => {
			n() && e(h);
		});
		var g = L(m), _ = L(g), v = (e) => {
			var n = el();
			z(() => {
				Z(n, "x1", 100 * (H(o) + .5) / t.series.mean.length), Z(n, "x2", 100 * (H(o) + .5) / t.series.mean.length);
			}), K(e, n);
		};
		J(_, (e) => {
			H(o) !== null && e(v);
		}), D(d);
		var y = I(L(d, 2), !0);
		z((e, n, r) => {
			Z(d, "aria-label", t.title), Z(d, "aria-valuemax", t.series.mean.length - 1), Z(d, "aria-valuenow", H(o) ?? 0), Z(d, "aria-valuetext", e), Z(g, "d", n), q(y, r);
		}, [
			() => c(H(o) ?? 0),
			() => Rc(t.series.mean, H(i)),
			() => H(o) === null ? `${t.axis} · ${r.say("viewer_highest_bar", { value: s(H(i)) })}` : c(H(o))
		]), U("keydown", d, l), U("pointermove", d, u), Er("pointerleave", d, () => N(o, null)), U("click", d, () => H(o) !== null && t.onpick(H(o) * t.series.cell_tokens)), K(e, a);
	};
	J(h, (e) => {
		r.state.is_table ? e(g) : e(_, -1);
	}), D(d), z(() => {
		q(p, `${t.title ?? ""} `), q(m, `(${t.unit ?? ""})`);
	}), K(e, d), k();
}
W([
	"keydown",
	"pointermove",
	"click"
]);
// src/panels/HeadCharts.svelte
var il = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), al = /* @__PURE__ */ G([[
	"section",
	{ class: "panel charts svelte-1r76jp2" },
	,
	" ",
	,
	" ",
	,
]]);
function ol(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.page.profile), i = /* @__PURE__ */ A(() => H(r) ? Hc(Vc(H(r).mass.length), H(r).mass, H(r).chance) : []), a = /* @__PURE__ */ A(() => H(i).map((e) => ({
		name: e.side < 0 ? `−${e.name}` : e.side > 0 ? `+${e.name}` : "0",
		value: H(r)?.mass[e.bin] ?? 0,
		chance: H(r)?.chance[e.bin] ?? null
	}))), o = /* @__PURE__ */ A(() => (H(r)?.offsets ?? []).map((e, t) => ({
		name: e > 0 ? `+${e}` : String(e).replace("-", "−"),
		value: H(r)?.offset_mass[t] ?? 0,
		chance: H(r)?.offset_chance[t] ?? null
	})));
	var s = al(), c = P(s), l = (e) => {
		var t = il(), r = F(t);
		{
			let e = /* @__PURE__ */ A(() => n.say("viewer_profile")), t = /* @__PURE__ */ A(() => n.say("viewer_distance_axis")), i = /* @__PURE__ */ A(() => n.say("viewer_share_of_row"));
			Yc(r, {
				get title() {
					return H(e);
				},
				get axis() {
					return H(t);
				},
				get unit() {
					return H(i);
				},
				get bars() {
					return H(a);
				}
			});
		}
		var i = L(r, 2);
		{
			let e = /* @__PURE__ */ A(() => n.say("viewer_offsets")), t = /* @__PURE__ */ A(() => n.say("viewer_offset_axis")), r = /* @__PURE__ */ A(() => n.say("viewer_share_of_row"));
			Yc(i, {
				get title() {
					return H(e);
				},
				get axis() {
					return H(t);
				},
				get unit() {
					return H(r);
				},
				get bars() {
					return H(o);
				}
			});
		}
		K(e, t);
	};
	J(c, (e) => {
		H(r) && e(l);
	});
	var u = L(c, 2), d = (e) => {
		{
			let r = /* @__PURE__ */ A(() => n.say("viewer_entropy")), i = /* @__PURE__ */ A(() => n.say("query")), a = /* @__PURE__ */ A(() => n.say("unit_bits"));
			rl(e, {
				get title() {
					return H(r);
				},
				get axis() {
					return H(i);
				},
				get unit() {
					return H(a);
				},
				get series() {
					return t.page.entropy_bits;
				},
				onpick: (e) => n.go({ query: e })
			});
		}
	};
	J(u, (e) => {
		t.page.entropy_bits && e(d);
	});
	var f = L(u, 2), p = (e) => {
		{
			let r = /* @__PURE__ */ A(() => n.say("viewer_received")), i = /* @__PURE__ */ A(() => n.say("key")), a = /* @__PURE__ */ A(() => n.say("viewer_received_unit"));
			rl(e, {
				get title() {
					return H(r);
				},
				get axis() {
					return H(i);
				},
				get unit() {
					return H(a);
				},
				get series() {
					return t.page.received;
				},
				get chance() {
					return t.page.received_chance;
				},
				onpick: (e) => n.go({ key: e })
			});
		}
	};
	J(f, (e) => {
		t.page.received && e(p);
	}), D(s), K(e, s), k();
}
// src/panels/HeadEdges.svelte
var sl = /* @__PURE__ */ G([[
	"span",
	{ class: "note" },
	" "
]]), cl = /* @__PURE__ */ G([[
	"li",
	null,
	[
		"button",
		{ type: "button" },
		[
			"bdi",
			null,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		],
		" → ",
		[
			"bdi",
			null,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		],
		" ",
		[
			"span",
			{ class: "mono" },
			" "
		],
		,
	]
]]), ll = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	["ul", { class: "svelte-1t7lqgr" }]
]]);
function ul(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(t.head)), i = (e, t) => n.labels?.sides[e ?? ""]?.tokens[t] ?? "";
	var a = Pr(), o = F(a), s = (e) => {
		var a = ll(), o = P(a), s = I(o, !0), c = L(o, 2);
		X(c, 21, () => t.edges, Y, (e, a) => {
			var o = /* @__PURE__ */ A(() => m(H(a), 4));
			let s = () => H(o)[0], c = () => H(o)[1], l = () => H(o)[2], u = () => H(o)[3];
			var d = cl(), f = P(d);
			let p;
			var h = P(f), g = I(h, !0), _ = L(h, 2), v = I(_, !0), y = L(_, 2), b = I(y, !0), x = L(y, 2), S = I(x, !0), C = L(x, 2), w = I(C, !0), ee = L(C), te = (e) => {
				var t = sl(), r = I(t, !0);
				z((e) => q(r, e), [() => n.say("label_sink")]), K(e, t);
			};
			J(ee, (e) => {
				u() && e(te);
			}), D(f), D(d), z((e, t, r) => {
				Z(f, "aria-pressed", n.state.query === s() && n.state.key === c()), p = fi(f, 1, "svelte-1t7lqgr", null, p, { sink: u() }), q(g, e), q(v, s()), q(b, t), q(S, c()), q(w, r);
			}, [
				() => i(H(r)?.query_side, s()),
				() => i(H(r)?.key_side, c()),
				() => $(l(), n.state.language)
			]), Er("pointerenter", f, () => n.point({
				head: t.head,
				query: s(),
				key: c()
			})), Er("pointerleave", f, () => n.point(null)), U("click", f, () => n.go({
				query: s(),
				key: c()
			})), K(e, d);
		}), D(c), ri(c, (e) => Pa?.(e)), D(a), z((e) => q(s, e), [() => n.say("viewer_edges")]), K(e, a);
	};
	J(o, (e) => {
		t.edges.length && e(s);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/HeadReadings.svelte
var dl = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), fl = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), pl = /* @__PURE__ */ G([[
	"table",
	null,
	[
		"thead",
		null,
		[
			"tr",
			null,
			[
				"th",
				{ scope: "col" },
				" "
			],
			[
				"th",
				{ scope: "col" },
				" "
			],
			["th", { scope: "col" }]
		]
	],
	["tbody"]
]]), ml = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function hl(e, t) {
	O(t, !0);
	let n = Q();
	var r = Pr();
	X(F(r), 17, () => t.readings, (e) => e.name, (e, t) => {
		var r = ml(), i = P(r), a = I(i, !0), o = L(i, 2);
		X(o, 17, () => n.told(H(t).lines) ?? [], Y, (e, t) => {
			var n = dl(), r = I(n, !0);
			z(() => q(r, H(t))), K(e, n);
		});
		var s = L(o, 2), c = (e) => {
			var r = pl(), i = P(r), a = P(i), o = P(a), s = I(o, !0), c = I(L(o), !0);
			De(), D(a), D(i);
			var l = L(i);
			X(l, 21, () => n.told(H(t).bars) ?? [], Y, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 3));
				let i = () => H(r)[0], a = () => H(r)[1], o = () => H(r)[2];
				var s = fl(), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), f = I(L(u), !0);
				D(s), z((e, t) => {
					q(l, i()), q(d, e), q(f, t);
				}, [() => ho(a(), 2, n.state.language), () => o() ? n.say("viewer_earned") : ""]), K(e, s);
			}), D(l), D(r), z((e, t) => {
				q(s, e), q(c, t);
			}, [() => n.say("viewer_role"), () => n.say("viewer_lift")]), K(e, r);
		}, l = /* @__PURE__ */ A(() => n.told(H(t).bars)?.length);
		J(s, (e) => {
			H(l) && e(c);
		}), D(r), z((e) => q(a, e), [() => n.told(H(t).heading)]), K(e, r);
	}), K(e, r), k();
}
// src/panels/HeadRows.svelte
var gl = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), _l = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-7a0i0a" },
	[
		"button",
		{
			type: "button",
			class: "svelte-7a0i0a"
		},
		" "
	]
]]), vl = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	["ul", { class: "svelte-7a0i0a" }]
]]);
function yl(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(t.page.head)), i = (e) => t.page.rows_unit === "token" ? e : n.labels?.sides[H(r)?.query_side ?? ""]?.words[e]?.[1] ?? e;
	var a = Pr(), o = F(a), s = (e) => {
		var r = vl(), a = P(r), o = I(a, !0), s = L(a, 2), c = (e) => {
			var t = gl(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_rows_of_tokens")]), K(e, t);
		};
		J(s, (e) => {
			t.page.rows_unit === "token" && e(c);
		});
		var l = L(s, 2);
		X(l, 21, () => t.page.rows, ([e, t, , n]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 4));
			let a = () => H(r)[0], o = () => H(r)[1], s = () => H(r)[3];
			var c = _l(), l = P(c), u = I(l, !0);
			D(c), z((e, t) => {
				Z(c, "data-verdict", o()), Z(l, "aria-pressed", e), q(u, t);
			}, [() => n.state.query === i(a()), () => n.told(s())]), U("click", l, () => n.go({ query: i(a()) })), K(e, c);
		}), D(l), ri(l, (e) => Pa?.(e)), D(r), z((e) => q(o, e), [() => n.say("viewer_rows")]), K(e, r);
	};
	J(o, (e) => {
		t.page.rows.length && e(s);
	}), K(e, a), k();
}
W(["click"]);
// src/panels/HeadTwins.svelte
var bl = /* @__PURE__ */ G([[
	"span",
	{ class: "line" },
	[
		"button",
		{ type: "button" },
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	[
		"button",
		{ type: "button" },
		"⇄"
	]
]]), xl = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" "
	],
	" ",
	["p", { class: "line" }],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
]]);
function Sl(e, t) {
	O(t, !0);
	let n = Q();
	var r = Pr(), i = F(r), a = (e) => {
		var r = xl(), i = P(r), a = I(i, !0), o = L(i, 2);
		X(o, 21, () => t.twins, ([e, t]) => e, (e, t) => {
			var r = /* @__PURE__ */ A(() => m(H(t), 2));
			let i = () => H(r)[0], a = () => H(r)[1];
			var o = bl(), s = P(o), c = P(s), l = I(L(c), !0);
			D(s);
			var u = L(s, 2);
			D(o), z((e, t, n) => {
				q(c, `${i() ?? ""} `), q(l, e), Z(u, "aria-label", t), Z(u, "title", n);
			}, [
				() => po(a(), n.state.language),
				() => n.say("viewer_compare_head", { head: i() }),
				() => n.say("viewer_compare_head", { head: i() })
			]), U("click", s, (e) => n.go(e.shiftKey ? {
				screen: "compare",
				against: i()
			} : { head: i() })), U("click", u, () => n.go({
				screen: "compare",
				against: i()
			})), K(e, o);
		}), D(o);
		var s = I(L(o, 2), !0);
		D(r), z((e, t) => {
			q(a, e), q(s, t);
		}, [() => n.say("viewer_twins"), () => n.say("viewer_twins_note")]), K(e, r);
	};
	J(i, (e) => {
		t.twins.length && e(a);
	}), K(e, r), k();
}
W(["click"]);
// src/panels/WholeMatrix.svelte
var Cl = /* @__PURE__ */ G([
	["canvas", {
		tabindex: "0",
		role: "application",
		class: "svelte-1m7lqdx"
	}],
	" ",
	[
		"p",
		{
			class: "note read svelte-1m7lqdx",
			dir: "auto"
		},
		" "
	]
], 1), wl = /* @__PURE__ */ G([[
	"div",
	{ class: "whole svelte-1m7lqdx" },
	,
]]);
function Tl(e, t) {
	O(t, !0);
	let n = Bi(t, "size", 3, 560), r = Bi(t, "hasLabels", 3, !0), i = Q(), a = /* @__PURE__ */ A(() => i.siteOf(t.head)), o = /* @__PURE__ */ A(() => i.labels?.sides[H(a)?.query_side ?? ""]?.tokens ?? []), s = /* @__PURE__ */ A(() => i.labels?.sides[H(a)?.key_side ?? ""]?.tokens ?? []), c = /* @__PURE__ */ A(() => Ks(H(o).length, H(s).length)), l = Ea(i.source, () => H(o).length ? Ji(i.state.run, "tile", t.head, i.state.text, H(c), 0, 0, i.state.channel) : null), u = /* @__PURE__ */ M(null), d = /* @__PURE__ */ M(void 0), f = /* @__PURE__ */ M(null), p = /* @__PURE__ */ M(0);
	R(() => {
		let e = l.answer?.array;
		e && Ui(e).then((t) => {
			e === l.answer?.array && N(u, t);
		});
	}), R(() => {
		if (!H(d) || !H(u) || H(p) === 0) return;
		let e = r() && H(c) === 0 && Math.max(H(u).rows, H(u).columns) <= 64, t = getComputedStyle(H(d)).fontFamily;
		N(f, no(H(d), H(u), e ? {
			queries: H(o),
			keys: H(s)
		} : null, {
			room: Math.min(H(p), 900),
			size: n(),
			font: t
		}));
	});
	let m = /* @__PURE__ */ A(() => H(u) ? Xa(Ya(H(u), Ba(i.state, i.start.ramps))) : null);
	R(() => {
		if (!H(d) || !H(f) || !H(u) || !H(m) || !i.state.theme) return;
		let e = getComputedStyle(H(d)), t = 1 << H(c);
		ro(H(d), H(u), H(m), H(f), e);
		let n = (e) => e === null ? null : Math.floor(e / t);
		oo(H(d), H(f), {
			query: n(i.state.query),
			key: n(i.state.key)
		}, {
			query: n(i.hover.query),
			key: n(i.hover.key)
		}, e);
	});
	let h = (e, t) => {
		let n = t << H(c), r = Math.min((t + 1 << H(c)) - 1, e.length - 1);
		return n === r ? `“${e[n] ?? ""}”` : `${n}–${r}`;
	};
	function g(e, t) {
		let n = H(u)?.values[e * (H(u)?.columns ?? 0) + t] ?? NaN;
		if (Number.isNaN(n)) return i.say("viewer_cell_masked", {
			query: h(H(o), e),
			key: h(H(s), t)
		});
		let r = l.answer?.array.encoding === "log8" || !l.answer?.is_exact ? "≈" : "";
		return i.say(H(c) === 0 ? "viewer_cell" : `viewer_cell_${i.state.channel}`, {
			query: h(H(o), e),
			key: h(H(s), t),
			weight: r + $(n, i.state.language)
		});
	}
	function _(e) {
		if (!H(d) || !H(f) || !H(u)) return null;
		let t = H(d).getBoundingClientRect(), n = Math.floor((e.clientY - t.top - H(f).top) / H(f).cell), r = Math.floor((e.clientX - t.left - H(f).left) / H(f).cell);
		return n >= 0 && r >= 0 && n < H(u).rows && r < H(u).columns ? [n, r] : null;
	}
	function v(e) {
		let n = _(e);
		i.point(n ? {
			head: t.head,
			query: n[0] << H(c),
			key: n[1] << H(c)
		} : null);
	}
	function y(e) {
		let t = _(e);
		t && i.go({
			query: t[0] << H(c),
			key: t[1] << H(c)
		});
	}
	function b(e) {
		let n = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (!H(u) || !n && e.key !== "Enter") return;
		e.preventDefault();
		let r = (i.hover.query ?? i.state.query ?? 0) >> H(c), a = (i.hover.key ?? i.state.key ?? 0) >> H(c);
		if (!n) return i.go({
			query: r << H(c),
			key: a << H(c)
		});
		let o = (e, t) => Math.min(Math.max(e, 0), t - 1), s = [o(r + (n[0] ?? 0), H(u).rows), o(a + (n[1] ?? 0), H(u).columns)];
		i.point({
			head: t.head,
			query: s[0] << H(c),
			key: s[1] << H(c)
		}), i.said = g(...s);
	}
	let x = /* @__PURE__ */ A(() => i.hover.query === null || i.hover.key === null || !H(u) ? "" : g(i.hover.query >> H(c), i.hover.key >> H(c)));
	var S = wl(), C = P(S), w = (e) => {
		Oo(e, {
			get missing() {
				return l.missing;
			},
			get failed() {
				return l.failed;
			}
		});
	}, ee = (e) => {
		Co(e, {
			get matrix() {
				return H(u);
			},
			get level() {
				return H(c);
			},
			get queries() {
				return H(o);
			},
			get keys() {
				return H(s);
			}
		});
	}, te = (e) => {
		var n = Cl(), r = F(n);
		Ii(r, (e) => N(d, e), () => H(d));
		var a = L(r, 2), o = I(a, !0);
		z((e, t) => {
			Z(r, "aria-label", e), q(o, t), a.dir = a.dir;
		}, [() => i.say("viewer_matrix_of", { head: t.head }), () => H(x) || (l.answer && !l.answer.is_exact ? i.say("viewer_not_exact") : H(c) > 0 ? i.say(`viewer_coarse_${i.state.channel}`, { count: 1 << H(c) }) : " ")]), U("pointermove", r, v), Er("pointerleave", r, () => i.point(null)), U("click", r, y), U("keydown", r, b), U("dblclick", r, () => i.go({
			screen: "matrix",
			head: t.head
		})), K(e, n);
	};
	J(C, (e) => {
		l.missing || l.failed ? e(w) : i.state.is_table && H(u) ? e(ee, 1) : e(te, -1);
	}), D(S), Pi(S, "clientWidth", (e) => N(p, e)), K(e, S), k();
}
W([
	"pointermove",
	"click",
	"keydown",
	"dblclick"
]);
// src/panels/Head.svelte
var El = /* @__PURE__ */ G([[
	"dt",
	null,
	" "
], [
	"dd",
	{ class: "svelte-1rkwryd" },
	" "
]], 1), Dl = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Ol = /* @__PURE__ */ G([[
	"div",
	{ class: "beside svelte-1rkwryd" },
	,
	" ",
	[
		"section",
		{ class: "panel" },
		[
			"h3",
			null,
			" "
		],
		" ",
		["dl", { class: "svelte-1rkwryd" }]
	],
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
]]), kl = /* @__PURE__ */ G([[
	"div",
	{ class: "head svelte-1rkwryd" },
	[
		"section",
		{
			class: "panel",
			"aria-labelledby": "head-heading"
		},
		[
			"div",
			{ class: "line apart" },
			[
				"h2",
				{
					id: "head-heading",
					class: "line"
				},
				,
				" "
			],
			" ",
			[
				"div",
				{ class: "line" },
				,
				" ",
				,
				" ",
				[
					"button",
					{
						type: "button",
						"aria-keyshortcuts": "t"
					},
					" "
				],
				" ",
				[
					"button",
					{ type: "button" },
					" "
				]
			]
		],
		" ",
		[
			"p",
			null,
			" "
		],
		" ",
		,
	],
	" ",
	,
	" ",
	,
]]);
function Al(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => n.overview?.heads.find((e) => e.head === n.head)), a = /* @__PURE__ */ A(() => n.overview?.texts[n.state.text]?.tokens ?? {}), o = /* @__PURE__ */ A(() => H(r) !== void 0 && Ks(H(a)[H(r).query_side] ?? 0, H(a)[H(r).key_side] ?? 0) > 0), s = Ea(n.source, () => n.state.run && n.head ? n.of("head", n.head, n.state.text) : null);
	var c = Pr(), l = F(c), u = (e) => {
		var t = kl(), r = P(t), a = P(r), c = P(a), l = P(c);
		{
			let e = /* @__PURE__ */ A(() => H(i).evidence === "low");
			pc(l, {
				get label() {
					return H(i).label;
				},
				get isLow() {
					return H(e);
				}
			});
		}
		var u = L(l);
		D(c);
		var d = L(c, 2), f = P(d);
		Is(f, {});
		var p = L(f, 2), h = (e) => {
			Lc(e, {});
		};
		J(p, (e) => {
			H(o) && e(h);
		});
		var g = L(p, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0);
		D(d), D(a);
		var b = L(a, 2), x = I(b, !0);
		Tl(L(b, 2), { get head() {
			return H(i).head;
		} }), D(r);
		var S = L(r, 2), C = (e) => {
			Oo(e, {
				get missing() {
					return s.missing;
				},
				get failed() {
					return s.failed;
				}
			});
		};
		J(S, (e) => {
			(s.missing || s.failed) && e(C);
		});
		var w = L(S, 2), ee = (e) => {
			var t = Ol(), r = P(t);
			ol(r, { get page() {
				return s.answer;
			} });
			var a = L(r, 2), o = P(a), c = I(o, !0), l = L(o, 2);
			X(l, 21, () => Object.entries(n.told(s.answer.statistics) ?? {}), ([e, t]) => e, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 2));
				let i = () => H(r)[0], a = () => H(r)[1];
				var o = El(), s = F(o), c = I(s, !0), l = I(L(s), !0);
				z((e) => {
					q(c, e), q(l, a());
				}, [() => n.say(i())]), K(e, o);
			}), D(l), D(a);
			var u = L(a, 2);
			ul(u, {
				get edges() {
					return s.answer.edges;
				},
				get head() {
					return H(i).head;
				}
			});
			var d = L(u, 2);
			yl(d, { get page() {
				return s.answer;
			} });
			var f = L(d, 2);
			hl(f, { get readings() {
				return s.answer.readings;
			} });
			var p = L(f, 2);
			Sl(p, { get twins() {
				return H(i).twins;
			} });
			var h = L(p, 2), g = (e) => {
				var t = Dl(), r = I(t, !0);
				z((e) => q(r, e), [() => n.told(s.answer.note)]), K(e, t);
			}, _ = /* @__PURE__ */ A(() => n.told(s.answer.note));
			J(h, (e) => {
				H(_) && e(g);
			}), D(t), z((e) => q(c, e), [() => n.say("viewer_statistics")]), K(e, t);
		};
		J(w, (e) => {
			s.answer && e(ee);
		}), D(t), z((e, t, r) => {
			q(u, ` ${H(i).head ?? ""}`), Z(g, "aria-pressed", n.state.is_table), q(_, e), q(y, t), q(x, r);
		}, [
			() => n.say("page_table"),
			() => n.say("viewer_zoom"),
			() => n.told(H(i).claim)
		]), U("click", g, () => n.go({ is_table: !n.state.is_table })), U("click", v, () => n.go({
			screen: "matrix",
			head: H(i).head
		})), K(e, t);
	};
	J(l, (e) => {
		H(i) && e(u);
	}), K(e, c), k();
}
W(["click"]);
// src/panels/TrayMark.svelte
var jl = /* @__PURE__ */ G([[
	"span",
	{ class: "letter svelte-hyqlyw" },
	" "
]]);
function Ml(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => ma(n.state, t.head));
	var i = Pr(), a = F(i), o = (e) => {
		var t = jl(), n = I(t, !0);
		z(() => {
			Z(t, "data-letter", H(r)), q(n, H(r));
		}), K(e, t);
	};
	J(a, (e) => {
		H(r) && e(o);
	}), K(e, i), k();
}
// src/panels/HeadTray.svelte
var Nl = /* @__PURE__ */ G([[
	"div",
	{ class: "pinned svelte-1i7mu41" },
	,
	" ",
	[
		"button",
		{
			type: "button",
			class: "svelte-1i7mu41"
		},
		" "
	],
	" ",
	[
		"button",
		{
			type: "button",
			"data-step": "-1",
			class: "svelte-1i7mu41"
		},
		"↑"
	],
	" ",
	[
		"button",
		{
			type: "button",
			"data-step": "1",
			class: "svelte-1i7mu41"
		},
		"↓"
	],
	" ",
	[
		"button",
		{
			type: "button",
			class: "take svelte-1i7mu41"
		},
		"×"
	]
]]), Pl = /* @__PURE__ */ G([["div", {
	role: "group",
	class: "tray svelte-1i7mu41"
}]]), Fl = /* @__PURE__ */ G([[
	"div",
	null,
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			null,
			,
			" "
		],
		" ",
		[
			"button",
			{
				type: "button",
				class: "pin",
				"aria-keyshortcuts": "p"
			},
			" "
		]
	],
	" ",
	,
]]);
function Il(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.state.tray), i = /* @__PURE__ */ M(void 0), a = (e, t) => void mr().then(() => (H(i)?.querySelectorAll(".pinned")[e]?.querySelector(`${t}:enabled`) ?? H(i)?.querySelector(".pin"))?.focus());
	function o(e, t) {
		n.go({ tray: ga(H(r), e, t) });
		let i = n.state.tray.indexOf(e);
		n.said = n.say("viewer_moved", {
			head: e,
			place: i + 1,
			count: H(r).length
		}), a(i, `[data-step="${i === 0 ? 1 : i === H(r).length - 1 ? -1 : t}"]`);
	}
	function s(e) {
		let t = H(r).indexOf(e);
		_a(n, e), a(Math.min(t, n.state.tray.length - 1), ".take");
	}
	var c = Fl(), l = P(c), u = P(l), d = P(u);
	Ml(d, { get head() {
		return t.head;
	} });
	var f = L(d);
	D(u);
	var p = L(u, 2), m = I(p, !0);
	D(l);
	var h = L(l, 2), g = (e) => {
		var i = Pl();
		X(i, 22, () => H(r), (e) => e, (e, i, a) => {
			var c = Nl(), l = P(c);
			Ml(l, { get head() {
				return i;
			} });
			var u = L(l, 2), d = I(u, !0), f = L(u, 2), p = L(f, 2), m = L(p, 2);
			D(c), z((e, n, o, s, l, h) => {
				Z(c, "data-head", i), Z(u, "aria-pressed", i === t.head), q(d, i), f.disabled = H(a) === 0, Z(f, "aria-label", e), Z(f, "title", n), p.disabled = H(a) === H(r).length - 1, Z(p, "aria-label", o), Z(p, "title", s), Z(m, "aria-label", l), Z(m, "title", h);
			}, [
				() => n.say("viewer_earlier", { head: i }),
				() => n.say("viewer_earlier", { head: i }),
				() => n.say("viewer_later", { head: i }),
				() => n.say("viewer_later", { head: i }),
				() => n.say("viewer_unpin", { head: i }),
				() => n.say("viewer_unpin", { head: i })
			]), U("click", u, () => n.go({ head: i })), U("click", f, () => o(i, -1)), U("click", p, () => o(i, 1)), U("click", m, () => s(i)), K(e, c);
		}), D(i), z((e) => Z(i, "aria-label", e), [() => n.say("viewer_tray")]), K(e, i);
	};
	J(h, (e) => {
		H(r).length && e(g);
	}), D(c), Ii(c, (e) => N(i, e), () => H(i)), z((e, n) => {
		q(f, ` ${t.head ?? ""}`), Z(p, "aria-pressed", e), q(m, n);
	}, [() => H(r).includes(t.head), () => n.say("viewer_pin_head")]), U("click", p, () => _a(n, t.head)), K(e, c), k();
}
W(["click"]);
// src/panels/RowBars.svelte
var Ll = /* @__PURE__ */ G([[
	"li",
	null,
	[
		"button",
		{
			type: "button",
			class: "svelte-1r76r65"
		},
		["span", { class: "fill svelte-1r76r65" }],
		" ",
		[
			"bdi",
			{ class: "svelte-1r76r65" },
			" "
		],
		[
			"span",
			{ class: "note" },
			" "
		],
		[
			"span",
			{ class: "mono" },
			" "
		]
	]
]]), Rl = /* @__PURE__ */ G([
	["ul", { class: "svelte-1r76r65" }],
	" ",
	[
		"p",
		{ class: "note" },
		,
		" ",
		,
	]
], 1), zl = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function Bl(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => n.of(t.axis === "query" ? "row" : "column", t.head, n.state.text, t.token)), i = /* @__PURE__ */ A(() => r.answer?.strongest.slice(0, 16) ?? []), a = /* @__PURE__ */ A(() => Math.max(1e-12, ...H(i).map(([, e]) => e))), o = /* @__PURE__ */ A(() => (r.answer?.total ?? 0) - H(i).reduce((e, [, t]) => e + t, 0)), s = (e) => n.labels?.sides[t.side]?.tokens[e] ?? "", c = (e) => n.go(t.axis === "query" ? { key: e } : { query: e });
	var l = zl(), u = F(l), d = (e) => {
		Oo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(u, (e) => {
		(r.missing || r.failed) && e(d);
	});
	var f = L(u, 2), p = (e) => {
		var l = Rl(), u = F(l);
		X(u, 21, () => H(i), ([e, t]) => e, (e, r) => {
			var i = /* @__PURE__ */ A(() => m(H(r), 2));
			let o = () => H(i)[0], l = () => H(i)[1];
			var u = Ll(), d = P(u), f = P(d);
			let p;
			var h = L(f, 2), g = I(h, !0), _ = L(h), v = I(_, !0), y = I(L(_), !0);
			D(d), D(u), z((e, t) => {
				p = mi(f, "", p, { width: `${100 * l() / H(a)}%` }), q(g, e), q(v, o()), q(y, t);
			}, [() => s(o()), () => $(l(), n.state.language)]), U("click", d, () => c(o())), Er("pointerenter", d, () => n.point(t.axis === "query" ? {
				head: t.head,
				query: t.token,
				key: o()
			} : {
				head: t.head,
				query: o(),
				key: t.token
			})), Er("pointerleave", d, () => n.point(null)), K(e, u);
		}), D(u), ri(u, (e) => Pa?.(e));
		var d = L(u, 2), f = P(d), p = (e) => {
			var t = Nr();
			z((e) => q(t, e), [() => n.say("viewer_only_strongest")]), K(e, t);
		}, h = (e) => {
			var t = Nr();
			z((e) => q(t, e), [() => n.say("viewer_the_rest", {
				count: uo(r.answer.visible - H(i).length, n.state.language),
				weight: $(Math.max(0, H(o)), n.state.language)
			})]), K(e, t);
		};
		J(f, (e) => {
			r.answer.is_whole ? r.answer.visible > H(i).length && e(h, 1) : e(p);
		});
		var g = L(f, 2), _ = (e) => {
			var t = Nr();
			z((e) => q(t, e), [() => n.say("viewer_column_total", { weight: $(r.answer.total, n.state.language) })]), K(e, t);
		};
		J(g, (e) => {
			t.axis === "key" && e(_);
		}), D(d), z(() => Z(u, "aria-busy", r.isWaiting)), K(e, l);
	};
	J(f, (e) => {
		r.answer && e(p);
	}), K(e, l), k();
}
W(["click"]);
// src/panels/Inspector.svelte
var Vl = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-qi04ie" },
		" ",
		[
			"bdi",
			{ class: "svelte-qi04ie" },
			" "
		]
	],
	" ",
	,
], 1), Hl = /* @__PURE__ */ G([
	[
		"h3",
		{ class: "svelte-qi04ie" },
		" ",
		[
			"bdi",
			{ class: "svelte-qi04ie" },
			" "
		]
	],
	" ",
	,
], 1), Ul = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Wl = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Gl = /* @__PURE__ */ G([[
	"aside",
	{ class: "panel svelte-qi04ie" },
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	,
	" ",
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
]]);
function Kl(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.head), i = /* @__PURE__ */ A(() => n.siteOf(H(r))), a = /* @__PURE__ */ A(() => n.overview?.heads.find((e) => e.head === H(r))?.shares_keys_with), o = (e, t) => n.labels?.sides[e ?? ""]?.tokens[t] ?? "";
	var s = Gl(), c = P(s), l = (e) => {
		Il(e, { get head() {
			return H(r);
		} });
	};
	J(c, (e) => {
		H(r) && e(l);
	});
	var u = L(c, 2), d = (e) => {
		var t = Vl(), a = F(t), s = P(a), c = I(L(s), !0);
		D(a);
		var l = L(a, 2);
		{
			let e = /* @__PURE__ */ A(() => H(i)?.key_side ?? "");
			Bl(l, {
				get head() {
					return H(r);
				},
				get token() {
					return n.state.query;
				},
				axis: "query",
				get side() {
					return H(e);
				}
			});
		}
		z((e, t) => {
			q(s, `${e ?? ""} `), q(c, t);
		}, [() => n.say("viewer_row_of", { query: n.state.query }), () => o(H(i)?.query_side, n.state.query)]), K(e, t);
	};
	J(u, (e) => {
		H(r) && n.state.query !== null && e(d);
	});
	var f = L(u, 2), p = (e) => {
		var t = Hl(), a = F(t), s = P(a), c = I(L(s), !0);
		D(a);
		var l = L(a, 2);
		{
			let e = /* @__PURE__ */ A(() => H(i)?.query_side ?? "");
			Bl(l, {
				get head() {
					return H(r);
				},
				get token() {
					return n.state.key;
				},
				axis: "key",
				get side() {
					return H(e);
				}
			});
		}
		z((e, t) => {
			q(s, `${e ?? ""} `), q(c, t);
		}, [() => n.say("viewer_column_of", { key: n.state.key }), () => o(H(i)?.key_side, n.state.key)]), K(e, t);
	};
	J(f, (e) => {
		H(r) && n.state.key !== null && e(p);
	});
	var m = L(f, 2), h = (e) => {
		var t = Ul(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_pin_help")]), K(e, t);
	};
	J(m, (e) => {
		n.state.query === null && n.state.key === null && e(h);
	});
	var g = L(m, 2), _ = (e) => {
		var t = Wl(), i = I(t, !0);
		z((e) => q(i, e), [() => n.say("shares_keys", {
			head: H(r),
			others: H(a)
		})]), K(e, t);
	};
	J(g, (e) => {
		H(r) && H(a) && e(_);
	});
	var v = L(g, 2), y = I(v, !0), b = I(L(v, 2), !0);
	D(s), z((e, t, n) => {
		Z(s, "aria-label", e), q(y, t), q(b, n);
	}, [
		() => n.say("viewer_inspector"),
		() => n.told(H(i)?.trust),
		() => n.told(n.overview?.faith)
	]), K(e, s), k();
}
var ql = (e) => e.to - e.from, Jl = (e) => ({
	rows: {
		from: 0,
		to: e.rows
	},
	keys: {
		from: 0,
		to: e.keys
	}
});
function Yl(e, t, n) {
	let r = Math.min(n, Math.max(Math.min(8, n), Math.round(t))), i = Math.min(Math.max(0, Math.round(e)), n - r);
	return {
		from: i,
		to: i + r
	};
}
var Xl = (e, t, n) => ({
	rows: e && e.from < n.rows ? Yl(e.from, ql(e), n.rows) : {
		from: 0,
		to: n.rows
	},
	keys: t && t.from < n.keys ? Yl(t.from, ql(t), n.keys) : {
		from: 0,
		to: n.keys
	}
});
function Zl(e, t, n, r) {
	let i = (e, n, r) => {
		let i = Math.min(r, Math.max(Math.min(8, r), ql(e) * t));
		return Yl(e.from + n * (ql(e) - i), i, r);
	};
	return {
		rows: i(e.rows, n.y, r.rows),
		keys: i(e.keys, n.x, r.keys)
	};
}
var Ql = (e, t, n, r) => ({
	rows: Yl(e.rows.from + n * ql(e.rows), ql(e.rows), r.rows),
	keys: Yl(e.keys.from + t * ql(e.keys), ql(e.keys), r.keys)
}), $l = (e, t, n, r, i) => ({
	rows: Yl(t - r / 2, Math.min(r, ql(e.rows)), i.rows),
	keys: Yl(n - r / 2, Math.min(r, ql(e.keys)), i.keys)
});
function eu(e, t, n, r) {
	let i = Math.max(ql(e.rows) / Math.max(1, t.height), ql(e.keys) / Math.max(1, t.width));
	return Math.min(Math.max(Math.floor(Math.log2(Math.max(i, 1))), n), Math.max(r, n));
}
function tu(e, t, n) {
	let r = 256 * 2 ** t, i = [], a = (e, t) => Math.floor((Math.min(t, e) - 1) / r);
	for (let o = Math.floor(e.rows.from / r); o <= a(n.rows, e.rows.to); o++) for (let s = Math.floor(e.keys.from / r); s <= a(n.keys, e.keys.to); s++) i.push({
		level: t,
		x: s,
		y: o
	});
	let o = {
		x: (e.keys.from + e.keys.to) / 2 / r - .5,
		y: (e.rows.from + e.rows.to) / 2 / r - .5
	};
	return i.sort((e, t) => Math.hypot(e.x - o.x, e.y - o.y) - Math.hypot(t.x - o.x, t.y - o.y));
}
var nu = (e, t, n) => (e - t.from) * n / ql(t), ru = (e, t, n) => Math.min(Math.max(Math.floor(t.from + e * ql(t) / Math.max(1, n)), t.from), t.to - 1);
function iu(e, t, n = 70) {
	let r = ql(e) * n / Math.max(1, t), i = 10 ** Math.floor(Math.log10(Math.max(r, 1))), a = [
		1,
		2,
		5,
		10
	].map((e) => e * i).find((e) => e >= r) ?? 10 * i, o = Math.ceil(e.from / a) * a;
	return Array.from({ length: Math.max(0, Math.ceil((e.to - o) / a)) }, (e, t) => o + t * a);
}
// src/draw/rulers.ts
var au = {
	left: 104,
	top: 76
}, ou = 11, su = 92;
function cu(e, t, n, r, i, a, o) {
	let s = t === "query", c = s ? au.left : au.top, l = a.getPropertyValue("--ink"), u = a.getPropertyValue("--quiet"), d = a.getPropertyValue("--line");
	e.save(), e.font = `11px ${a.fontFamily}`, e.textBaseline = "middle";
	let f = (e) => nu(e, r, i) + (s ? au.top : au.left), p = (t, n, r, i, a = su) => {
		e.fillStyle = i, e.save(), s ? (e.textAlign = "right", e.fillText(to(e, t, a), c - r, n)) : (e.translate(n, c - r), e.rotate(-Math.PI / 4), e.textAlign = "left", e.fillText(to(e, t, a), 0, 0)), e.restore();
	}, m = i / (r.to - r.from);
	if ((n?.segments ?? []).forEach(([t, n, i], a) => {
		if (i <= r.from || n >= r.to) return;
		let o = Math.max(f(Math.max(n, r.from)), s ? au.top : au.left), l = f(Math.min(i, r.to));
		e.fillStyle = a % 2 ? d : u, s ? e.fillRect(c - 4, o, 3, Math.max(1, l - o)) : e.fillRect(o, c - 4, Math.max(1, l - o), 3), l - o > 60 && m < ou && p(t || String(a), (o + l) / 2, s ? 62 : 46, u, 40);
	}), m >= ou) for (let e = r.from; e < r.to; e++) p(n?.tokens[e] ?? String(e), f(e + .5), 8, l);
	else {
		let t = new Intl.NumberFormat(o);
		for (let n of iu(r, i, s ? 44 : 70)) {
			let r = f(n);
			e.fillStyle = d, s ? e.fillRect(c - 8, r, 8, 1) : e.fillRect(r, c - 8, 1, 8), p(t.format(n), r, 11, u);
		}
	}
	e.restore();
}
// src/draw/straighten.ts
var lu = (e, t, n) => Math.round((n + 1) ** (1 - e / Math.max(1, t - 1)) - 1), uu = (e, t, n) => (t - 1) * (1 - Math.log(e + 1) / Math.log(n + 1));
function du(e, t, n) {
	let { finest: r, highest: i } = e.levels, a = Math.min(Math.max(Math.floor(Math.log2(Math.max(1, (t.to - t.from) / n.height))), r), i);
	for (let n = i; n >= a; n--) {
		let r = 256 * 2 ** n;
		for (let i = Math.floor(t.from / r); i <= Math.floor((t.to - 1) / r); i++) for (let t of [i, i - 1]) t >= 0 && t * r < e.extent.keys && i * r < e.extent.rows && e.ask({
			level: n,
			x: t,
			y: i
		});
	}
}
function fu(e, t, n, r) {
	let i = Math.max(1, Math.round(n.width)), a = Math.max(1, Math.round(n.height)), o = new ImageData(i, a), s = Math.max(1, e.extent.keys - 1), c = (t.to - t.from) / a, l = Ga(r.ramp), u = Array.from({ length: i }, (e, t) => lu(t, i, s));
	for (let n = 0; n < a; n++) {
		let a = Math.min(t.to - 1, Math.floor(t.from + n * c));
		for (let t = 0; t < i; t++) {
			let s = a - (u[t] ?? 0);
			Ka(o.data, n * i + t, s < 0 ? 0 : e.at(a, s)?.value ?? 0, r, l);
		}
	}
	return o;
}
// src/draw/pane.ts
function pu(e, t) {
	let { size: n, view: r, store: i, look: a } = t, o = getComputedStyle(e), s = Za(e, n.width + au.left + 2, n.height + au.top + 2);
	s && (s.save(), s.translate(au.left, au.top), s.beginPath(), s.rect(0, 0, n.width, n.height), s.clip(), s.fillStyle = o.getPropertyValue("--panel"), s.fillRect(0, 0, n.width, n.height), t.straight ? s.drawImage(t.straight, 0, 0, n.width, n.height) : (i.draw(s, r, n, t.level, a), mu(s, t, t.hovered, o.getPropertyValue("--quiet"), 1), mu(s, t, t.pinned, o.getPropertyValue("--accent"), 1.5)), s.restore(), s.strokeStyle = o.getPropertyValue("--line"), s.strokeRect(au.left - .5, au.top - .5, n.width + 1, n.height + 1), cu(s, "query", t.sides.query, r.rows, n.height, o, t.language), t.straight ? hu(s, i.extent.keys - 1, n.width, o, t.language) : cu(s, "key", t.sides.key, r.keys, n.width, o, t.language));
}
function mu(e, t, n, r, i) {
	let { size: a, view: o } = t;
	if (e.strokeStyle = r, e.lineWidth = i, e.beginPath(), n.query !== null) for (let t of [n.query, n.query + 1]) {
		let n = nu(t, o.rows, a.height);
		e.moveTo(0, n), e.lineTo(a.width, n);
	}
	if (n.key !== null) for (let t of [n.key, n.key + 1]) {
		let n = nu(t, o.keys, a.width);
		e.moveTo(n, 0), e.lineTo(n, a.height);
	}
	e.stroke();
}
function hu(e, t, n, r, i) {
	let a = new Intl.NumberFormat(i);
	e.save(), e.font = `11px ${r.fontFamily}`, e.fillStyle = r.getPropertyValue("--quiet"), e.textAlign = "center";
	for (let r = 0; r <= t; r = r === 0 ? 1 : r * 4) {
		let i = au.left + uu(r, n, Math.max(1, t));
		e.fillRect(i, au.top - 8, 1, 8), e.fillText(r === 0 ? "0" : `−${a.format(r)}`, i, au.top - 16);
	}
	e.restore();
}
// src/draw/tilestore.ts
var gu = 256, _u = (e) => `${e.level}/${e.x}/${e.y}`, vu = class {
	source;
	place;
	channel;
	extent;
	levels;
	arrived;
	held = /* @__PURE__ */ new Map();
	asked = /* @__PURE__ */ new Set();
	waiting = 0;
	lately = [];
	missing = null;
	failed = "";
	constructor(e, t, n, r, i, a) {
		this.source = e, this.place = t, this.channel = n, this.extent = r, this.levels = i, this.arrived = a;
	}
	want(e, t) {
		let { highest: n } = this.levels, r = [
			{
				level: n,
				x: 0,
				y: 0
			},
			...tu(e, Math.min(t + 2, n), this.extent),
			...tu(e, t, this.extent)
		];
		for (let e of r) this.ask(e);
	}
	get isWaiting() {
		return this.waiting > 0;
	}
	ask(e) {
		let t = _u(e), { run: n, head: r, text: i } = this.place;
		if (this.held.has(t) || this.asked.has(t)) return;
		this.asked.add(t), this.waiting += 1;
		let a = Ji(n, "tile", r, i, e.level, e.x, e.y, this.channel);
		this.source.get(a).then(async (e) => {
			let n = {
				matrix: await Ui(e.array),
				isExact: e.is_exact,
				isCoded: e.array.encoding === "log8",
				painted: null,
				look: null
			};
			this.held.set(t, n), this.lately = [];
			for (let e of this.held.keys()) {
				if (this.held.size <= gu) break;
				this.held.delete(e), this.asked.delete(e);
			}
		}).catch((e) => {
			e instanceof qi ? this.missing ??= e.missing : this.failed = String(e);
		}).finally(() => {
			--this.waiting, this.arrived();
		});
	}
	draw(e, t, n, r, i) {
		for (let a = this.levels.highest; a >= r; a--) for (let r of tu(t, a, this.extent)) {
			let a = this.held.get(_u(r));
			a && this.drawTile(e, r, a, t, n, i);
		}
	}
	drawTile(e, t, n, r, i, a) {
		n.painted && n.look === a || (n.painted = Xa(Ya(n.matrix, a)), n.look = a);
		let o = 2 ** t.level, s = 256 * o, c = nu(t.x * s, r.keys, i.width), l = nu(t.y * s, r.rows, i.height), u = nu(t.x * s + n.matrix.columns * o, r.keys, i.width), d = nu(t.y * s + n.matrix.rows * o, r.rows, i.height);
		e.drawImage(n.painted, c, l, u - c, d - l);
	}
	at(e, t, n = 0) {
		for (let r = Math.max(n, this.levels.finest); r <= this.levels.highest; r++) {
			let n = 2 ** r, i = 256 * n, a = Math.floor(t / i), o = Math.floor(e / i), s = this.heldAt(r, a, o);
			if (!s) continue;
			let c = Math.floor((e - o * i) / n), l = Math.floor((t - a * i) / n);
			return {
				value: s.matrix.values[c * s.matrix.columns + l] ?? NaN,
				level: r,
				isExact: s.isExact,
				isCoded: s.isCoded
			};
		}
		return null;
	}
	heldAt(e, t, n) {
		let r = this.lately[e];
		if (r && r.x === t && r.y === n) return r.held;
		let i = this.held.get(_u({
			level: e,
			x: t,
			y: n
		}));
		return this.lately[e] = {
			x: t,
			y: n,
			held: i
		}, i;
	}
	strongest(e, t, n) {
		return tu(e, t, this.extent).flatMap((n) => {
			let r = this.held.get(_u(n)), i = 2 ** t, a = 256 * i;
			return r ? Array.from(r.matrix.values, (e, o) => ({
				query: n.y * a + Math.floor(o / r.matrix.columns) * i,
				key: n.x * a + o % r.matrix.columns * i,
				value: e,
				level: t
			})).filter((t) => t.value > 0 && t.query + i > e.rows.from && t.query < e.rows.to && t.key + i > e.keys.from && t.key < e.keys.to) : [];
		}).sort((e, t) => t.value - e.value).slice(0, n);
	}
}, yu = /* @__PURE__ */ G([["canvas", {
	class: "map svelte-138fzq4",
	role: "img"
}]]);
function bu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ A(() => Math.max(t.extent.rows, t.extent.keys, 1)), a = /* @__PURE__ */ A(() => ({
		width: Math.max(24, 120 * t.extent.keys / H(i)),
		height: Math.max(24, 120 * t.extent.rows / H(i))
	})), o = /* @__PURE__ */ A(() => t.view.rows.to - t.view.rows.from === t.extent.rows && t.view.keys.to - t.view.keys.from === t.extent.keys);
	R(() => {
		if (t.version, !H(r) || H(o)) return;
		let e = Za(H(r), H(a).width, H(a).height), i = Jl(t.extent), s = getComputedStyle(H(r));
		if (!e) return;
		t.store.draw(e, i, H(a), t.store.levels.highest, Ba(n.state, n.start.ramps));
		let c = nu(t.view.keys.from, i.keys, H(a).width), l = nu(t.view.rows.from, i.rows, H(a).height);
		e.strokeStyle = s.getPropertyValue("--warn"), e.lineWidth = 2, e.strokeRect(c, l, Math.max(3, nu(t.view.keys.to, i.keys, H(a).width) - c), Math.max(3, nu(t.view.rows.to, i.rows, H(a).height) - l));
	});
	function s(e) {
		if (!H(r) || e.buttons === 0) return;
		let n = H(r).getBoundingClientRect(), i = (e.clientY - n.top) / H(a).height * t.extent.rows, o = (e.clientX - n.left) / H(a).width * t.extent.keys;
		t.show($l(t.view, i, o, t.view.rows.to - t.view.rows.from, t.extent));
	}
	var c = Pr(), l = F(c), u = (e) => {
		var t = yu();
		Ii(t, (e) => N(r, e), () => H(r)), z((e) => Z(t, "aria-label", e), [() => n.say("viewer_minimap")]), U("pointerdown", t, s), U("pointermove", t, s), K(e, t);
	};
	J(l, (e) => {
		H(o) || e(u);
	}), K(e, c), k();
}
W(["pointerdown", "pointermove"]);
// src/panels/TileTable.svelte
var xu = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Su = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-19ceemn",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]);
function Cu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.store.strongest(t.view, t.level, 100)), i = (e, n) => t.level === 0 ? `${n} ${e?.tokens[n] ?? ""}` : `${n}–${n + 2 ** t.level - 1}`;
	var a = Su(), o = P(a), s = P(o), c = P(s), l = P(c), u = I(l, !0), d = L(l), f = I(d, !0), p = I(L(d), !0);
	D(c), D(s);
	var m = L(s);
	X(m, 21, () => H(r), (e) => `${e.query}/${e.key}`, (e, r) => {
		var a = xu(), o = P(a), s = I(P(o), !0);
		D(o);
		var c = L(o), l = I(P(c), !0);
		D(c);
		var u = I(L(c), !0);
		D(a), z((e, t, n) => {
			q(s, e), q(l, t), q(u, n);
		}, [
			() => i(t.sides.query, H(r).query),
			() => i(t.sides.key, H(r).key),
			() => $(H(r).value, n.state.language)
		]), K(e, a);
	}), D(m), D(o), D(a), z((e, t, n, r) => {
		Z(a, "aria-label", e), q(u, t), q(f, n), q(p, r);
	}, [
		() => n.say("page_table"),
		() => n.say("query"),
		() => n.say("key"),
		() => n.say(`viewer_${n.state.channel}`)
	]), K(e, a), k();
}
// src/panels/MatrixPane.svelte
var wu = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Tu = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Eu = /* @__PURE__ */ G([
	[
		"div",
		{ class: "picture svelte-1lkj0ti" },
		["canvas", {
			tabindex: "0",
			role: "application",
			class: "svelte-1lkj0ti"
		}],
		" ",
		,
	],
	" ",
	[
		"p",
		{
			class: "note read svelte-1lkj0ti",
			dir: "auto"
		},
		" "
	],
	" ",
	,
	" ",
	,
], 1), Du = /* @__PURE__ */ G([[
	"div",
	{ class: "pane svelte-1lkj0ti" },
	[
		"div",
		{ class: "line apart" },
		[
			"strong",
			null,
			,
			" "
		],
		" ",
		[
			"span",
			{ class: "note" },
			" "
		]
	],
	" ",
	,
]]);
function Ou(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ M(0), a = /* @__PURE__ */ M(0), o = null, s = /* @__PURE__ */ M(0), c = /* @__PURE__ */ M(!1), l = /* @__PURE__ */ A(() => {
		let e = Math.max(80, H(i) - au.left - 2), n = Math.max(240, H(s) - 420), r = t.extent.rows / t.extent.keys, a = Math.min(e, n / Math.max(r, .2));
		return {
			width: a,
			height: Math.max(80, Math.min(n, a * r))
		};
	}), u = /* @__PURE__ */ A(() => t.finest === null ? null : new vu(n.source, {
		run: n.state.run,
		head: t.head,
		text: n.state.text
	}, n.state.channel, t.extent, {
		finest: t.finest,
		highest: t.highest
	}, () => {
		N(a, H(a) + 1);
	})), d = /* @__PURE__ */ A(() => eu(t.view, H(l), t.finest ?? 0, t.highest)), f = /* @__PURE__ */ A(() => Ba(n.state, n.start.ramps)), p = Ea(n.source, () => n.of("head", t.head, n.state.text)), m = /* @__PURE__ */ A(() => n.hover.head === t.head || n.hover.head === null), h = /* @__PURE__ */ M(null);
	R(() => {
		let e = H(d) === 0 && H(m) ? n.hover.query : null, t = setTimeout(() => {
			N(h, e, !0);
		}, 140);
		return () => clearTimeout(t);
	});
	let g = Ea(n.source, () => H(h) === null ? null : n.of("row", t.head, n.state.text, H(h))), _ = /* @__PURE__ */ A(() => (H(a), t.isStraight && H(u) && H(i) ? Xa(fu(H(u), t.view.rows, H(l), H(f))) : null));
	R(() => {
		H(u) && H(i) && (t.isStraight ? du(H(u), t.view.rows, H(l)) : H(u).want(t.view, H(d)), N(c, H(u).isWaiting, !0));
	}), R(() => {
		if (H(a), !H(r) || !H(u) || !H(i)) return;
		N(c, H(u).isWaiting, !0);
		let e = {
			store: H(u),
			view: t.view,
			size: H(l),
			level: H(d),
			look: H(f),
			straight: H(_),
			sides: t.sides,
			language: n.state.language,
			pinned: {
				query: n.state.query,
				key: n.state.key
			},
			hovered: {
				query: n.hover.query,
				key: n.hover.key
			}
		}, o = H(r), s = requestAnimationFrame(() => pu(o, e));
		return () => cancelAnimationFrame(s);
	});
	function v(e) {
		if (!H(r)) return null;
		let n = H(r).getBoundingClientRect(), i = e.clientX - n.left - au.left, a = e.clientY - n.top - au.top;
		return i < 0 || a < 0 || i >= H(l).width || a >= H(l).height ? null : {
			x: i / H(l).width,
			y: a / H(l).height,
			query: ru(a, t.view.rows, H(l).height),
			key: ru(i, t.view.keys, H(l).width)
		};
	}
	function y(e) {
		let n = v(e);
		n && (e.preventDefault(), t.show(Zl(t.view, e.deltaY > 0 ? 1.25 : .8, n, t.extent)));
	}
	function b(e) {
		v(e) && (o = {
			x: e.clientX,
			y: e.clientY,
			view: t.view,
			isClick: !0
		}, H(r)?.setPointerCapture(e.pointerId));
	}
	function x(e) {
		if (o) {
			let n = (o.x - e.clientX) / H(l).width, r = (o.y - e.clientY) / H(l).height;
			Math.hypot(e.clientX - o.x, e.clientY - o.y) > 4 && (o.isClick = !1), o.isClick || t.show(Ql(o.view, n, r, t.extent));
			return;
		}
		let r = t.isStraight ? null : v(e);
		n.point(r ? {
			head: t.head,
			query: r.query,
			key: r.key
		} : null);
	}
	function S(e) {
		let r = v(e);
		o?.isClick && r && !t.isStraight && n.go({
			query: r.query,
			key: r.key
		}), o = null;
	}
	function C(e) {
		let n = v(e);
		if (!n || !H(u)) return;
		let r = $l(t.view, n.query, n.key, (t.view.rows.to - t.view.rows.from) / 8, t.extent), i = H(u).strongest(r, H(d), 1)[0], a = 2 ** H(d) / 2;
		t.show($l(t.view, i ? i.query + a : n.query, i ? i.key + a : n.key, (t.view.rows.to - t.view.rows.from) / 4, t.extent), !1);
	}
	function w(e) {
		let r = p.answer?.edges ?? [];
		if (!r.length) return;
		let i = r[(r.findIndex(([e, t]) => e === n.state.query && t === n.state.key) + e + r.length) % r.length];
		if (!i) return;
		let a = Math.min(256, Math.max(t.view.rows.to - t.view.rows.from, 16)), o = $l(Xl(null, null, t.extent), i[0], i[1], a, t.extent);
		n.go({
			query: i[0],
			key: i[1],
			rows: o.rows,
			keys: o.keys
		}), n.said = te(i[0], i[1]);
	}
	function ee(e) {
		let r = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key];
		if (e.key === "n" || e.key === "N") w(e.key === "n" ? 1 : -1);
		else if (e.key === "Enter" && n.hover.query !== null && n.hover.key !== null) n.go({
			query: n.hover.query,
			key: n.hover.key
		});
		else if (r && e.shiftKey) t.show(Ql(t.view, .2 * (r[1] ?? 0), .2 * (r[0] ?? 0), t.extent));
		else if (r) {
			let e = 2 ** H(d), i = (e) => Math.floor((e.from + e.to) / 2), a = Math.min(Math.max((n.hover.query ?? n.state.query ?? i(t.view.rows)) + e * (r[0] ?? 0), 0), t.extent.rows - 1), o = Math.min(Math.max((n.hover.key ?? n.state.key ?? i(t.view.keys)) + e * (r[1] ?? 0), 0), t.extent.keys - 1);
			n.point({
				head: t.head,
				query: a,
				key: o
			}), (a < t.view.rows.from || a >= t.view.rows.to || o < t.view.keys.from || o >= t.view.keys.to) && t.show($l(t.view, a, o, t.view.rows.to - t.view.rows.from, t.extent)), n.said = te(a, o);
		} else return;
		e.preventDefault();
	}
	function te(e, r) {
		H(a);
		let i = (e, t) => `${t} “${e?.tokens[t] ?? ""}”`, o = g.answer?.token === e && g.answer.head === t.head ? g.answer.strongest.find(([e]) => e === r)?.[1] : void 0;
		if (o !== void 0) return n.say("viewer_cell", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r),
			weight: $(o, n.state.language)
		});
		let s = H(u)?.at(e, r, H(d));
		if (!s) return "";
		if (Number.isNaN(s.value)) return n.say("viewer_cell_masked", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r)
		});
		let c = 2 ** s.level, l = (e, t) => `${Math.floor(e / c) * c}–${Math.min(t, (Math.floor(e / c) + 1) * c) - 1}`, f = (s.isCoded || !s.isExact ? "≈" : "") + $(s.value, n.state.language);
		return s.level === 0 ? n.say("viewer_cell", {
			query: i(t.sides.query, e),
			key: i(t.sides.key, r),
			weight: f
		}) : n.say(`viewer_cell_${n.state.channel}`, {
			query: l(e, t.extent.rows),
			key: l(r, t.extent.keys),
			weight: f
		});
	}
	let ne = /* @__PURE__ */ A(() => n.hover.query !== null && n.hover.key !== null ? te(n.hover.query, n.hover.key) : "");
	var re = Du(), ie = P(re), ae = P(ie), oe = P(ae);
	Ml(oe, { get head() {
		return t.head;
	} });
	var se = L(oe);
	D(ae);
	var ce = I(L(ae, 2), !0);
	D(ie);
	var le = L(ie, 2), ue = (e) => {
		var t = wu(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_no_tiles")]), K(e, t);
	}, de = (e) => {
		var n = Pr();
		qr(F(n), () => H(a), (e) => {
			Cu(e, {
				get store() {
					return H(u);
				},
				get view() {
					return t.view;
				},
				get level() {
					return H(d);
				},
				get sides() {
					return t.sides;
				}
			});
		}), K(e, n);
	}, fe = (e) => {
		var i = Eu(), s = F(i), l = P(s);
		Ii(l, (e) => N(r, e), () => H(r));
		var f = L(l, 2), p = (e) => {
			bu(e, {
				get store() {
					return H(u);
				},
				get extent() {
					return t.extent;
				},
				get view() {
					return t.view;
				},
				get show() {
					return t.show;
				},
				get version() {
					return H(a);
				}
			});
		};
		J(f, (e) => {
			H(u) && e(p);
		}), D(s);
		var m = L(s, 2), h = I(m, !0), g = L(m, 2);
		qr(g, () => H(a), (e) => {
			var t = Pr(), n = F(t), r = (e) => {
				Oo(e, {
					get missing() {
						return H(u).missing;
					},
					get failed() {
						return H(u).failed;
					}
				});
			};
			J(n, (e) => {
				(H(u)?.missing || H(u)?.failed) && e(r);
			}), K(e, t);
		});
		var _ = L(g, 2), v = (e) => {
			var r = Tu(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say("viewer_no_finer", { count: 2 ** t.finest })]), K(e, r);
		};
		J(_, (e) => {
			H(d) === t.finest && t.finest > 0 && e(v);
		}), z((e, t) => {
			Z(l, "aria-busy", H(c)), Z(l, "aria-label", e), q(h, t), m.dir = m.dir;
		}, [() => n.say("viewer_matrix_of", { head: t.head }), () => H(ne) || (t.isStraight ? n.say("viewer_straight_help") : " ")]), Er("wheel", l, y), U("pointerdown", l, b), U("pointermove", l, x), U("pointerup", l, S), Er("pointerleave", l, () => {
			o || n.point(null);
		}), U("dblclick", l, C), U("keydown", l, ee), K(e, i);
	};
	J(le, (e) => {
		t.finest === null ? e(ue) : n.state.is_table && H(u) ? e(de, 1) : e(fe, -1);
	}), D(re), z((e) => {
		q(se, ` ${t.head ?? ""}`), q(ce, e);
	}, [() => H(d) === 0 ? n.say("viewer_level_tokens") : n.say("viewer_level", { count: uo(2 ** H(d), n.state.language) })]), Li("innerHeight", (e) => N(s, e, !0)), Pi(re, "clientWidth", (e) => N(i, e)), K(e, re), k();
}
W([
	"pointerdown",
	"pointermove",
	"pointerup",
	"dblclick",
	"keydown"
]);
// src/panels/SegmentTable.svelte
var ku = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Au = /* @__PURE__ */ G([["canvas", { role: "img" }]]), ju = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), Mu = /* @__PURE__ */ G([[
	"div",
	null,
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Nu(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => n.of("segments", t.head, n.state.text)), i = /* @__PURE__ */ M(null), a = /* @__PURE__ */ M(void 0), o = /* @__PURE__ */ M(0);
	R(() => {
		let e = r.answer?.array;
		e && Ui(e).then((t) => {
			e === r.answer?.array && N(i, t);
		});
	});
	let s = /* @__PURE__ */ A(() => (r.answer?.labels ?? []).map((e, t) => e || String(t))), c = /* @__PURE__ */ A(() => {
		if (!H(i)) return null;
		let e = H(s).map((e, t) => H(i)?.values[t * (H(i)?.columns ?? 0) + t] ?? NaN).filter((e) => !Number.isNaN(e));
		return e.length ? e.reduce((e, t) => e + t, 0) / e.length : null;
	});
	R(() => {
		if (!H(a) || !H(i) || !H(o)) return;
		let e = getComputedStyle(H(a)), t = no(H(a), H(i), H(s).length <= 40 ? {
			queries: H(s),
			keys: H(s)
		} : null, {
			room: Math.min(H(o), 760),
			size: 560,
			font: e.fontFamily
		});
		ro(H(a), H(i), Xa(Ya(H(i), Ba(n.state, n.start.ramps))), t, e);
	});
	var l = Mu(), u = P(l), d = I(u, !0), f = L(u, 2), p = (e) => {
		Oo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(f, (e) => {
		(r.missing || r.failed) && e(p);
	});
	var m = L(f, 2), h = (e) => {
		var r = ju(), o = F(r), l = (e) => {
			var t = ku(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_within", {
				inside: po(H(c), n.state.language),
				outside: po(Math.max(0, 1 - H(c)), n.state.language)
			})]), K(e, t);
		};
		J(o, (e) => {
			H(c) !== null && e(l);
		});
		var u = L(o, 2), d = (e) => {
			Co(e, {
				get matrix() {
					return H(i);
				},
				level: 0,
				get queries() {
					return H(s);
				},
				get keys() {
					return H(s);
				}
			});
		}, f = (e) => {
			var r = Au();
			Ii(r, (e) => N(a, e), () => H(a)), z((e) => Z(r, "aria-label", e), [() => n.say("viewer_segments_of", { head: t.head })]), K(e, r);
		};
		J(u, (e) => {
			n.state.is_table ? e(d) : e(f, -1);
		}), K(e, r);
	};
	J(m, (e) => {
		r.answer && H(i) && e(h);
	}), D(l), z(() => q(d, t.head)), Pi(l, "clientWidth", (e) => N(o, e)), K(e, l), k();
}
// src/panels/RowTable.svelte
var Pu = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		" "
	],
	[
		"th",
		{ scope: "row" },
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), Fu = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Iu = /* @__PURE__ */ G([
	[
		"div",
		{
			class: "scroll svelte-pconer",
			tabindex: "0",
			role: "region"
		},
		[
			"table",
			null,
			[
				"thead",
				null,
				[
					"tr",
					null,
					[
						"th",
						{ scope: "col" },
						" "
					],
					[
						"th",
						{ scope: "col" },
						" "
					],
					[
						"th",
						{ scope: "col" },
						" "
					]
				]
			],
			["tbody"]
		]
	],
	" ",
	,
], 1);
function Lu(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.row.total - t.row.strongest.reduce((e, [, t]) => e + t, 0));
	var i = Iu(), a = F(i), o = P(a), s = P(o), c = P(s), l = P(c), u = I(l, !0), d = L(l), f = I(d, !0), p = I(L(d), !0);
	D(c), D(s);
	var h = L(s);
	X(h, 21, () => t.row.strongest, ([e, t]) => e, (e, r) => {
		var i = /* @__PURE__ */ A(() => m(H(r), 2));
		let a = () => H(i)[0], o = () => H(i)[1];
		var s = Pu(), c = P(s), l = I(c, !0), u = L(c), d = I(P(u), !0);
		D(u);
		var f = I(L(u), !0);
		D(s), z((e) => {
			q(l, a()), q(d, t.labels[a()]), q(f, e);
		}, [() => $(o(), n.state.language)]), K(e, s);
	}), D(h), D(o), D(a);
	var g = L(a, 2), _ = (e) => {
		var i = Fu(), a = I(i, !0);
		z((e) => q(a, e), [() => n.say("viewer_the_rest", {
			count: uo(t.row.visible - t.row.strongest.length, n.state.language),
			weight: $(Math.max(0, H(r)), n.state.language)
		})]), K(e, i);
	};
	J(g, (e) => {
		t.row.is_whole && t.row.visible > t.row.strongest.length && e(_);
	}), z((e, t, n, r) => {
		Z(a, "aria-label", e), q(u, t), q(f, n), q(p, r);
	}, [
		() => n.say("page_table"),
		() => n.say(t.row.axis === "query" ? "key" : "query"),
		() => n.say("viewer_token"),
		() => n.say("viewer_weight")
	]), K(e, i), k();
}
// src/panels/Strip.svelte
var Ru = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), zu = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		class: "peak svelte-1ndmsc5"
	},
	[
		"bdi",
		null,
		" "
	],
	" "
]]), Bu = /* @__PURE__ */ G([["line", {
	x1: "0",
	x2: "100",
	class: "svelte-1ndmsc5"
}]], 4), Vu = /* @__PURE__ */ G([
	[
		"div",
		{ class: "strip svelte-1ndmsc5" },
		,
		" ",
		[
			"svg",
			{
				viewBox: "0 0 100 100",
				preserveAspectRatio: "none",
				role: "img",
				class: "svelte-1ndmsc5"
			},
			,
			["path", { class: "svelte-1ndmsc5" }]
		]
	],
	" ",
	[
		"p",
		{ class: "line apart note" },
		[
			"span",
			null,
			" "
		],
		[
			"span",
			null,
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), Hu = /* @__PURE__ */ G([[
	"div",
	null,
	[
		"h3",
		null,
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Uu(e, t) {
	O(t, !0);
	let n = Q(), r = 1e-7, i = /* @__PURE__ */ A(() => n.siteOf(t.head)), a = /* @__PURE__ */ A(() => n.labels?.sides[H(i)?.key_side ?? ""]?.tokens ?? []), o = Ea(n.source, () => n.state.query === null ? null : n.of("row", t.head, n.state.text, n.state.query)), s = /* @__PURE__ */ M(null);
	R(() => {
		let e = o.answer?.strip;
		e && Ui(e).then((t) => {
			e === o.answer?.strip && N(s, t);
		});
	});
	let c = -Math.log10(r), l = /* @__PURE__ */ A(() => o.answer?.strip_cell_tokens ?? 1), u = /* @__PURE__ */ A(() => {
		let e = Array.from(H(s)?.values ?? []), t = (e) => !Number.isNaN(e), n = Math.max(0, e.findIndex(t)), r = e.findLastIndex(t) + 1;
		return {
			from: n * H(l),
			to: Math.min(r * H(l), H(a).length),
			values: e.slice(n, r)
		};
	}), d = (e) => 100 * (e + .5 - H(u).from) / Math.max(1, H(u).to - H(u).from), f = /* @__PURE__ */ A(() => H(u).values.map((e) => Number.isNaN(e) || e <= r ? null : Math.log10(e / r))), p = /* @__PURE__ */ A(() => (o.answer?.strongest ?? []).slice(0, 5));
	var h = Hu(), g = P(h), _ = I(g, !0), v = L(g, 2), y = (e) => {
		Oo(e, {
			get missing() {
				return o.missing;
			},
			get failed() {
				return o.failed;
			}
		});
	};
	J(v, (e) => {
		(o.missing || o.failed) && e(y);
	});
	var b = L(v, 2), x = (e) => {
		var t = Ru(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_strip_help")]), K(e, t);
	}, S = (e) => {
		var t = Pr(), n = F(t), r = (e) => {
			Lu(e, {
				get row() {
					return o.answer;
				},
				get labels() {
					return H(a);
				}
			});
		};
		J(n, (e) => {
			o.answer && e(r);
		}), K(e, t);
	}, C = (e) => {
		var i = Vu(), s = F(i), l = P(s);
		X(l, 19, () => H(p), ([e, t]) => e, (e, t, r) => {
			var i = /* @__PURE__ */ A(() => m(H(t), 2));
			let o = () => H(i)[0], s = () => H(i)[1];
			var c = zu();
			let l;
			var u = P(c), f = I(u, !0), p = L(u);
			D(c), z((e, t) => {
				l = mi(c, "", l, {
					"--at": e,
					top: `${H(r) * 19}px`
				}), q(f, H(a)[o()]), q(p, ` ${t ?? ""}`);
			}, [() => `${d(o())}%`, () => $(s(), n.state.language)]), U("click", c, () => n.go({ key: o() })), K(e, c);
		});
		var h = L(l, 2), g = P(h);
		X(g, 16, () => [
			1,
			2,
			3,
			4,
			5,
			6
		], (e) => e, (e, t) => {
			var n = Bu();
			z(() => {
				Z(n, "y1", 100 - 100 * t / c), Z(n, "y2", 100 - 100 * t / c);
			}), K(e, n);
		});
		var _ = L(g);
		D(h), D(s);
		var v = L(s, 2), y = P(v), b = I(y, !0), x = I(L(y), !0);
		D(v);
		var S = I(L(v, 2), !0);
		z((e, t, n, r, i) => {
			Z(h, "aria-label", e), Z(_, "d", t), q(b, n), q(x, r), q(S, i);
		}, [
			() => n.say("viewer_strip_of", {
				head: t.head,
				query: n.state.query
			}),
			() => zc(H(f), c),
			() => uo(H(u).from, n.state.language),
			() => uo(Math.max(H(u).from, H(u).to - 1), n.state.language),
			() => n.say("viewer_strip_axis", {
				lowest: $(r, n.state.language),
				count: o.answer.strip_cell_tokens
			})
		]), K(e, i);
	};
	J(b, (e) => {
		n.state.query === null ? e(x) : n.state.is_table && H(i) ? e(S, 1) : H(s) && o.answer && e(C, 2);
	}), D(h), z(() => q(_, t.head)), K(e, h), k();
}
W(["click"]);
// src/panels/Matrix.svelte
var Wu = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), Gu = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"span",
		{
			class: "line",
			role: "group"
		},
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "+"
			},
			"+"
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "-"
			},
			"−"
		],
		" ",
		[
			"button",
			{
				type: "button",
				"aria-keyshortcuts": "Home"
			},
			" "
		]
	]
], 1), Ku = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), qu = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), Ju = /* @__PURE__ */ G([
	["div"],
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), Yu = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			null,
			" "
		],
		" ",
		[
			"div",
			{ class: "line" },
			,
			" ",
			[
				"button",
				{
					type: "button",
					"aria-keyshortcuts": "t"
				},
				" "
			]
		]
	],
	" ",
	[
		"div",
		{ class: "line tools svelte-1ramk2s" },
		,
		" ",
		,
	],
	" ",
	,
	" ",
	,
	" ",
	,
]]);
function Xu(e, t) {
	O(t, !0);
	let n = Q(), r = [
		"",
		"distance",
		"segments",
		"strip"
	], i = /* @__PURE__ */ A(() => n.siteOf(n.head)), a = /* @__PURE__ */ A(() => n.head ? ha(n.state, n.head).filter((e) => !n.strangers.includes(e)) : []), o = /* @__PURE__ */ A(() => H(a).filter((e) => {
		let t = n.siteOf(e);
		return t && t.query_side === H(i)?.query_side && t.key_side === H(i).key_side;
	}).slice(0, 4)), s = /* @__PURE__ */ A(() => H(a).filter((e) => !H(o).includes(e))), c = /* @__PURE__ */ A(() => ({
		query: n.labels?.sides[H(i)?.query_side ?? ""],
		key: n.labels?.sides[H(i)?.key_side ?? ""]
	})), l = /* @__PURE__ */ A(() => ({
		rows: H(c).query?.tokens.length ?? 0,
		keys: H(c).key?.tokens.length ?? 0
	})), u = /* @__PURE__ */ A(() => Xl(n.state.rows, n.state.keys, H(l))), d = /* @__PURE__ */ A(() => H(u).rows.to - H(u).rows.from === H(l).rows && H(u).keys.to - H(u).keys.from === H(l).keys), f = /* @__PURE__ */ A(() => n.state.mode !== "segments" && n.state.mode !== "strip"), p = /* @__PURE__ */ A(() => H(i) !== void 0 && H(i).query_side === H(i).key_side);
	function m(e, t = !0) {
		let r = Jl(H(l)), i = e.rows.to - e.rows.from === r.rows.to && e.keys.to - e.keys.from === r.keys.to;
		n.go(i ? {
			rows: null,
			keys: null
		} : {
			rows: e.rows,
			keys: e.keys
		}, t);
	}
	let h = (e) => m(Zl(H(u), e, {
		x: .5,
		y: .5
	}, H(l)));
	function g(e) {
		if (!(e.target instanceof HTMLSelectElement || e.target instanceof HTMLInputElement)) {
			if (e.key === "+" || e.key === "=") h(.5);
			else if (e.key === "-") h(2);
			else if (e.key === "Home") m(Jl(H(l)));
			else if (e.key === "PageDown") m(Ql(H(u), 0, .8, H(l)));
			else if (e.key === "PageUp") m(Ql(H(u), 0, -.8, H(l)));
			else return;
			e.preventDefault();
		}
	}
	var _ = Pr(), v = F(_), y = (e) => {
		var t = Yu(), a = P(t), _ = P(a), v = I(_, !0), y = L(_, 2), b = P(y);
		X(b, 16, () => r, (e) => e, (e, t) => {
			var r = Pr(), i = F(r), a = (e) => {
				var r = Wu(), i = I(r, !0);
				z((e) => {
					Z(r, "aria-pressed", n.state.mode === t), q(i, e);
				}, [() => n.say(`viewer_mode_${t || "plain"}`)]), U("click", r, () => n.go({ mode: t })), K(e, r);
			};
			J(i, (e) => {
				(t !== "distance" || H(p)) && e(a);
			}), K(e, r);
		});
		var x = L(b, 2), S = I(x, !0);
		D(y), D(a);
		var C = L(a, 2), w = P(C), ee = (e) => {
			var t = Gu(), r = F(t);
			Lc(r, {});
			var i = L(r, 2), a = P(i), o = L(a, 2), s = L(o, 2), c = I(s, !0);
			D(i), z((e, t, n, r) => {
				Z(i, "aria-label", e), Z(a, "aria-label", t), Z(o, "aria-label", n), s.disabled = H(d), q(c, r);
			}, [
				() => n.say("viewer_zooming"),
				() => n.say("viewer_nearer"),
				() => n.say("viewer_farther_out"),
				() => n.say("viewer_whole")
			]), U("click", a, () => h(.5)), U("click", o, () => h(2)), U("click", s, () => m(Jl(H(l)), !1)), K(e, t);
		};
		J(w, (e) => {
			H(f) && e(ee);
		});
		var te = L(w, 2), ne = (e) => {
			Is(e, {});
		};
		J(te, (e) => {
			n.state.mode !== "strip" && e(ne);
		}), D(C);
		var re = L(C, 2), ie = (e) => {
			var t = Ku(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_panes_left", {
				heads: H(s).join(n.say("list_comma")),
				count: 4
			})]), K(e, t);
		};
		J(re, (e) => {
			H(s).length && e(ie);
		});
		var ae = L(re, 2), oe = (e) => {
			var t = qu(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_sampled", { rows: uo(n.overview.sampled_rows, n.state.language) })]), K(e, t);
		};
		J(ae, (e) => {
			n.overview?.sampled_rows && e(oe);
		});
		var se = L(ae, 2), ce = (e) => {
			var t = Pr();
			X(F(t), 16, () => H(o), (e) => e, (e, t) => {
				Nu(e, { get head() {
					return t;
				} });
			}), K(e, t);
		}, le = (e) => {
			var t = Pr();
			X(F(t), 16, () => H(o), (e) => e, (e, t) => {
				Uu(e, { get head() {
					return t;
				} });
			}), K(e, t);
		}, ue = (e) => {
			var t = Ju(), r = F(t);
			let a;
			X(r, 20, () => H(o), (e) => e, (e, t) => {
				{
					let r = /* @__PURE__ */ A(() => Ks(H(l).rows, H(l).keys)), a = /* @__PURE__ */ A(() => H(i).finest_level[n.state.text] ?? null), o = /* @__PURE__ */ A(() => n.state.mode === "distance" && H(p));
					Ou(e, {
						get head() {
							return t;
						},
						get extent() {
							return H(l);
						},
						get view() {
							return H(u);
						},
						get sides() {
							return H(c);
						},
						show: m,
						get highest() {
							return H(r);
						},
						get finest() {
							return H(a);
						},
						get isStraight() {
							return H(o);
						}
					});
				}
			}), D(r);
			var s = I(L(r, 2), !0);
			z((e) => {
				a = fi(r, 1, "panes svelte-1ramk2s", null, a, { several: H(o).length > 1 }), q(s, e);
			}, [() => n.say("viewer_matrix_help")]), K(e, t);
		};
		J(se, (e) => {
			n.state.mode === "segments" ? e(ce) : n.state.mode === "strip" ? e(le, 1) : e(ue, -1);
		}), D(t), z((e, r, i) => {
			Z(t, "aria-label", e), q(v, r), Z(x, "aria-pressed", n.state.is_table), q(S, i);
		}, [
			() => n.say("viewer_screen_matrix"),
			() => n.say("viewer_screen_matrix"),
			() => n.say("page_table")
		]), U("keydown", t, g), U("click", x, () => n.go({ is_table: !n.state.is_table })), K(e, t);
	};
	J(v, (e) => {
		H(i) && H(l).rows && e(y);
	}), K(e, _), k();
}
W(["keydown", "click"]);
// src/state/reveal.ts
function Zu(e, t) {
	let n = e?.querySelector(`[data-token="${t}"]`)?.getBoundingClientRect(), r = e?.getBoundingClientRect();
	e && n && r && (n.top < r.top || n.bottom > r.bottom) && (e.scrollTop += n.top - r.top - (r.height - n.height) / 2);
}
// src/state/walk.ts
function Qu(e, t, n, r) {
	let i = {
		ArrowLeft: -1,
		ArrowRight: 1
	}[t.key];
	if (!i || !n?.tokens.length || t.ctrlKey || t.metaKey || t.altKey) return;
	t.preventDefault();
	let a = n.direction === "rtl" ? -i : i, o = r === t.shiftKey ? "query" : "key", s = Math.min(Math.max((e.state[o] ?? -a) + a, 0), n.tokens.length - 1);
	e.go({ [o]: s }, !0), e.said = `${s} “${n.tokens[s] ?? ""}”`;
}
// src/panels/Token.svelte
var $u = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		tabindex: "-1"
	},
	[
		"bdi",
		null,
		" "
	]
]]);
function ed(e, t) {
	O(t, !0);
	let n = Bi(t, "weight", 3, null), r = Bi(t, "isPinned", 3, !1), i = Bi(t, "isLit", 3, !1), a = Bi(t, "isSpecial", 3, !1), o = Bi(t, "title", 3, ""), s = Q(), c = /* @__PURE__ */ A(() => Ba(s.state, s.start.ramps)), l = /* @__PURE__ */ A(() => n() === null || Number.isNaN(n()) ? null : Ua(Va(n(), H(c)), H(c).ramp));
	var u = $u();
	let d, f;
	var p = I(P(u), !0);
	D(u), z((e, n) => {
		d = fi(u, 1, "token svelte-1w86jk2", null, d, {
			pinned: r(),
			lit: i(),
			special: a(),
			filled: H(l) !== null,
			bright: e
		}), Z(u, "aria-pressed", r()), Z(u, "title", o()), Z(u, "data-token", t.token), f = mi(u, "", f, { "background-color": n }), q(p, t.label);
	}, [() => H(l) !== null && Ja(H(l)), () => H(l) ? qa(H(l)) : ""]), U("click", u, (e) => t.onpick(t.token, e.shiftKey)), Er("pointerenter", u, () => t.onpoint(t.token)), Er("pointerleave", u, () => t.onpoint(null)), K(e, u), k();
}
W(["click"]);
// src/panels/Ribbon.svelte
var td = /* @__PURE__ */ G([[
	"span",
	{ class: "note" },
	" "
]]), nd = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), rd = /* @__PURE__ */ G([
	,
	,
	" "
], 1), id = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), ad = /* @__PURE__ */ G([[
	"div",
	{
		class: "side svelte-lgjbgn",
		role: "group"
	},
	,
	" ",
	,
	" ",
	["span", {
		class: "text",
		tabindex: "0",
		role: "group"
	}],
	" ",
	,
]]), od = /* @__PURE__ */ G([["footer", { class: "panel svelte-lgjbgn" }]]);
function sd(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => H(r) !== void 0 && H(r).query_side !== H(r).key_side), a = /* @__PURE__ */ A(() => H(r) ? H(i) ? [H(r).query_side, H(r).key_side] : [H(r).query_side] : []), o = /* @__PURE__ */ M(0), s = (e) => n.labels?.sides[e]?.tokens ?? [], c = /* @__PURE__ */ A(() => Object.fromEntries(H(a).map((e) => [e, new Set(n.labels?.sides[e]?.special ?? [])]))), l = (e) => (H(i) && e === H(r)?.key_side ? n.state.key : n.state.query ?? n.state.key) ?? 0, u = (e) => Qo(l(e) + H(o), 120, s(e).length), d = /* @__PURE__ */ M(void 0);
	R(() => {
		let e = n.state.query ?? n.state.key;
		N(o, 0), e !== null && n.labels && mr().then(() => Zu(H(d), e));
	});
	let f = (e) => H(i) && e === H(r)?.key_side;
	function p(e, t, r) {
		n.go(f(e) === r ? { query: n.state.query === t ? null : t } : { key: n.state.key === t ? null : t });
	}
	function m(e, t) {
		n.point(f(e) ? { key: t } : { query: t });
	}
	var h = od();
	X(h, 20, () => H(a), (e) => e, (e, t) => {
		let r = /* @__PURE__ */ A(() => u(t));
		var a = ad(), l = P(a), d = (e) => {
			var r = td(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say(`viewer_side_${t}`) || t]), K(e, r);
		};
		J(l, (e) => {
			H(i) && e(d);
		});
		var h = L(l, 2), g = (e) => {
			var t = nd(), i = I(t);
			z((e) => q(i, `‹ ${e ?? ""}`), [() => n.say("viewer_before", { count: uo(H(r).from, n.state.language) })]), U("click", t, () => N(o, H(o) - 120)), K(e, t);
		};
		J(h, (e) => {
			H(r).from > 0 && e(g);
		});
		var _ = L(h, 2);
		X(_, 23, () => s(t).slice(H(r).from, H(r).to), (e, t) => H(r).from + t, (e, a, o) => {
			let s = /* @__PURE__ */ A(() => H(r).from + H(o));
			var l = rd(), u = F(l);
			{
				let e = /* @__PURE__ */ A(() => H(c)[t]?.has(H(s)) ?? !1), r = /* @__PURE__ */ A(() => f(t) ? n.state.key === H(s) : n.state.query === H(s)), o = /* @__PURE__ */ A(() => n.hover.key === H(s) || !f(t) && n.hover.query === H(s) || !H(i) && n.state.key === H(s));
				ed(u, {
					get label() {
						return H(a);
					},
					get token() {
						return H(s);
					},
					get isSpecial() {
						return H(e);
					},
					get isPinned() {
						return H(r);
					},
					get isLit() {
						return H(o);
					},
					onpick: (e, n) => p(t, e, n),
					onpoint: (e) => m(t, e)
				});
			}
			var d = L(u, 1, !0);
			d.nodeValue = " ", K(e, l);
		}), D(_);
		var v = L(_, 2), y = (e) => {
			var i = id(), a = I(i);
			z((e) => q(a, `${e ?? ""} ›`), [() => n.say("viewer_after", { count: uo(s(t).length - H(r).to, n.state.language) })]), U("click", i, () => N(o, H(o) + 120)), K(e, i);
		}, b = /* @__PURE__ */ A(() => H(r).to < s(t).length);
		J(v, (e) => {
			H(b) && e(y);
		}), D(a), z((e, r) => {
			Z(a, "aria-label", e), Z(a, "dir", n.labels?.sides[t]?.direction ?? "ltr"), Z(_, "aria-label", r), a.dir = a.dir;
		}, [() => n.say("viewer_ribbon", { side: n.say(`viewer_side_${t}`) || t }), () => n.say("viewer_ribbon_help")]), U("keydown", _, (e) => Qu(n, e, n.labels?.sides[t], f(t))), K(e, a);
	}), D(h), Ii(h, (e) => N(d, e), () => H(d)), K(e, h), k();
}
W(["click", "keydown"]);
// src/panels/Shelf.svelte
var cd = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), ld = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), ud = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	" "
]]), dd = /* @__PURE__ */ G([[
	"li",
	{ class: "panel svelte-vwn8xj" },
	[
		"h3",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	" ",
	[
		"p",
		{ class: "title" },
		" "
	],
	" ",
	,
	" ",
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "line svelte-vwn8xj" },
		[
			"button",
			{ type: "button" },
			" "
		],
		" ",
		,
	]
]]), fd = /* @__PURE__ */ G([[
	"li",
	{ class: "panel svelte-vwn8xj" },
	[
		"h3",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"p",
		{ class: "warn" },
		" "
	]
]]), pd = /* @__PURE__ */ G([[
	"section",
	{ "aria-labelledby": "shelf-heading" },
	[
		"h2",
		{ id: "shelf-heading" },
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	[
		"ul",
		{ class: "svelte-vwn8xj" },
		,
		" ",
		,
	]
]]);
function md(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => "shelf"), i = (e) => n.go({
		run: e.name,
		screen: "sky",
		text: 0,
		head: "",
		tray: [],
		against: "",
		query: null,
		key: null,
		rows: null,
		keys: null,
		only: "",
		mode: "",
		pair: 0
	}), a = (e) => n.go({
		screen: "compare",
		against: `${e.name}/${n.head ?? ""}`
	});
	var o = pd(), s = P(o), c = I(s, !0), l = L(s, 2), u = (e) => {
		Oo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(l, (e) => {
		(r.missing || r.failed) && e(u);
	});
	var d = L(l, 2), f = (e) => {
		var t = cd(), r = I(t, !0);
		z((e) => q(r, e), [() => n.say("viewer_shelf_empty")]), K(e, t);
	};
	J(d, (e) => {
		r.answer && r.answer.runs.length + r.answer.unreadable.length === 0 && e(f);
	});
	var p = L(d, 2), m = P(p);
	X(m, 17, () => r.answer?.runs ?? [], (e) => e.name, (e, t) => {
		var r = dd(), o = P(r), s = I(P(o), !0);
		D(o);
		var c = L(o, 2), l = I(c, !0), u = L(c, 2), d = (e) => {
			var t = ld(), r = I(t, !0);
			z((e) => q(r, e), [() => n.say("viewer_partial")]), K(e, t);
		};
		J(u, (e) => {
			H(t).state === "partial" && e(d);
		});
		var f = L(u, 2), p = I(f, !0), m = L(f, 2), h = P(m), g = I(h, !0), _ = L(h, 2), v = (e) => {
			var r = ud(), i = I(r, !0);
			z((e) => q(i, e), [() => n.say("viewer_compare_with", { run: n.state.run })]), U("click", r, () => a(H(t))), K(e, r);
		};
		J(_, (e) => {
			n.state.run && H(t).name !== n.state.run && e(v);
		}), D(m), D(r), z((e, i, a) => {
			Z(r, "aria-current", H(t).name === n.state.run), q(s, H(t).name), q(l, e), q(p, i), q(g, a);
		}, [
			() => n.told(H(t).title),
			() => n.told(H(t).trust),
			() => n.say("viewer_open")
		]), U("click", h, () => i(H(t))), K(e, r);
	}), X(L(m, 2), 17, () => r.answer?.unreadable ?? [], (e) => e.name, (e, t) => {
		var r = fd(), i = P(r), a = I(P(i), !0);
		D(i);
		var o = I(L(i), !0);
		D(r), z((e) => {
			q(a, H(t).name), q(o, e);
		}, [() => n.told(H(t).reason)]), K(e, r);
	}), D(p), D(o), z((e) => q(c, e), [() => n.say("viewer_screen_shelf")]), K(e, o), k();
}
W(["click"]);
// src/draw/sky.ts
var hd = 12;
function gd(e, t, n) {
	let r = e.heads.filter((e) => n === "" || e.label === n);
	if (t === "layer") {
		let t = e.sites.map((e) => ({
			name: e.site,
			heads: r.filter((t) => t.site === e.site)
		}));
		for (let n of e.absent) t.splice(n.place, 0, {
			name: n.site,
			heads: [],
			mixer: n.mixer
		});
		return t.filter((e) => e.heads.length > 0 || e.mixer !== void 0 && n === "");
	}
	let i = _d(e, r, t);
	return Array.from({ length: Math.ceil(i.length / hd) }, (e, t) => ({
		name: String(t * hd + 1),
		heads: i.slice(t * hd, (t + 1) * hd)
	}));
}
function _d(e, t, n) {
	if (n === "cluster") {
		let n = new Map(e.cluster.map((e, t) => [e, t]));
		return [...t].sort((e, t) => (n.get(e.head) ?? 0) - (n.get(t.head) ?? 0));
	}
	let r = e.statistics.findIndex((e) => e.name === n), i = (e) => e.statistics[r] ?? -Infinity;
	return [...t].sort((e, t) => i(t) - i(e));
}
function vd(e, t) {
	let n = e.heads.map((e) => e.statistics[t]).filter((e) => e != null);
	return n.length ? n.reduce((e, t) => e + t, 0) / n.length : null;
}
function yd(e, t, n) {
	e = e.filter((e) => e.heads.length > 0);
	let r = e.findIndex((e) => e.heads.some((e) => e.head === t)), i = e[r]?.heads.findIndex((e) => e.head === t) ?? 0, a = {
		ArrowLeft: [0, -1],
		ArrowRight: [0, 1],
		ArrowUp: [-1, 0],
		ArrowDown: [1, 0],
		Home: [0, -i],
		End: [0, Infinity]
	}[n], o = e[r + (a?.[0] ?? 0)];
	return !o || !a ? t : o.heads[Math.min(Math.max(i + (a[1] ?? 0), 0), o.heads.length - 1)]?.head ?? t;
}
// src/panels/SkyControls.svelte
var bd = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), xd = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Sd = /* @__PURE__ */ G([[
	"option",
	null,
	" "
]]), Cd = /* @__PURE__ */ G([[
	"span",
	{ class: "line" },
	,
	" "
]]), wd = /* @__PURE__ */ G([[
	"div",
	{ class: "line" },
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"label",
		{ class: "line" },
		" ",
		[
			"select",
			{ class: "svelte-lnhqpw" },
			[
				"option",
				null,
				" "
			],
			,
		]
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "s"
		},
		" "
	],
	" ",
	[
		"button",
		{
			type: "button",
			"aria-keyshortcuts": "t"
		},
		" "
	],
	" ",
	,
	" ",
	,
]]);
function Td(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => [...new Set(t.overview.heads.map((e) => e.label))]), i = /* @__PURE__ */ A(() => t.overview.heads.reduce((e, t) => e + t.sink_share, 0) / Math.max(1, t.overview.heads.length));
	var a = wd(), o = P(a), s = P(o), c = L(s), l = P(c), u = I(l, !0);
	l.value = l.__value = "thumbnail";
	var d = L(l), f = I(d, !0);
	d.value = d.__value = "pattern", X(L(d), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = bd(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = H(t).name) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(H(t).name)]), K(e, r);
	}), D(c);
	var p;
	vi(c), D(o);
	var m = L(o, 2), h = P(m), g = L(h), _ = P(g), v = I(_, !0);
	_.value = _.__value = "layer";
	var y = L(_), b = I(y, !0);
	y.value = y.__value = "cluster", X(L(y), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = xd(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = H(t).name) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(H(t).name)]), K(e, r);
	}), D(g);
	var x;
	vi(g), D(m);
	var S = L(m, 2), C = P(S), w = L(C), ee = P(w), te = I(ee, !0);
	ee.value = ee.__value = "", X(L(ee), 16, () => H(r), (e) => e, (e, t) => {
		var r = Sd(), i = I(r, !0), a = {};
		z((e) => {
			q(i, e), a !== (a = t) && (r.value = (r.__value = a) ?? "");
		}, [() => n.say(`label_${t}`)]), K(e, r);
	}), D(w);
	var ne;
	vi(w), D(S);
	var re = L(S, 2), ie = I(re, !0), ae = L(re, 2), oe = I(ae, !0), se = L(ae, 2), ce = (e) => {
		Is(e, {});
	};
	J(se, (e) => {
		n.state.metric === "thumbnail" && e(ce);
	});
	var le = L(se, 2), ue = (e) => {
		var t = Pr();
		X(F(t), 16, () => H(r), (e) => e, (e, t) => {
			var r = Cd(), i = P(r);
			pc(i, { get label() {
				return t;
			} });
			var a = L(i);
			D(r), z((e) => q(a, ` ${e ?? ""}`), [() => n.say(`label_${t}`)]), K(e, r);
		}), K(e, t);
	};
	J(le, (e) => {
		n.state.metric === "pattern" && e(ue);
	}), D(a), z((e, t, r, i, a, o, l, d, m, _) => {
		q(s, `${e ?? ""} `), q(u, t), q(f, r), p !== (p = n.state.metric) && (c.value = (c.__value = p) ?? "", _i(c, p)), q(h, `${i ?? ""} `), q(v, a), q(b, o), x !== (x = n.state.order) && (g.value = (g.__value = x) ?? "", _i(g, x)), q(C, `${l ?? ""} `), q(te, d), ne !== (ne = n.state.only) && (w.value = (w.__value = ne) ?? "", _i(w, ne)), Z(re, "aria-pressed", n.state.sinks === "dimmed"), q(ie, m), Z(ae, "aria-pressed", n.state.is_table), q(oe, _);
	}, [
		() => n.say("viewer_show"),
		() => n.say("page_sky_pictures"),
		() => n.say("page_sky_patterns"),
		() => n.say("viewer_order"),
		() => n.say("viewer_order_layer"),
		() => n.say("viewer_order_cluster"),
		() => n.say("viewer_only"),
		() => n.say("viewer_only_all"),
		() => n.say("viewer_dim_sinks", { share: t.overview.is_read ? po(H(i), n.state.language) : "…" }),
		() => n.say("page_table")
	]), U("change", c, (e) => n.go({ metric: e.currentTarget.value })), U("change", g, (e) => n.go({ order: e.currentTarget.value })), U("change", w, (e) => n.go({ only: e.currentTarget.value })), U("click", re, () => n.go({ sinks: n.state.sinks === "dimmed" ? "shown" : "dimmed" }, !0)), U("click", ae, () => n.go({ is_table: !n.state.is_table })), K(e, a), k();
}
W(["change", "click"]);
// src/panels/SkyMargin.svelte
var Ed = /* @__PURE__ */ G([[
	"span",
	{ class: "margin svelte-1dyvlgo" },
	["span", { class: "fill svelte-1dyvlgo" }],
	[
		"span",
		{ class: "number svelte-1dyvlgo" },
		" "
	]
]]);
function Dd(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => vd(t.line, t.statistic)), i = /* @__PURE__ */ A(() => H(r) === null ? 0 : Math.min(1, Math.max(0, (H(r) - t.name.low) / (t.name.high - t.name.low || 1))));
	var a = Pr(), o = F(a), s = (e) => {
		var t = Ed(), a = P(t);
		let o;
		var s = I(L(a), !0);
		D(t), z((e, n) => {
			Z(t, "title", e), o = mi(a, "", o, { width: `${100 * H(i)}%` }), q(s, n);
		}, [() => n.say("viewer_mean", { value: ho(H(r), 2, n.state.language) }), () => ho(H(r), 2, n.state.language)]), K(e, t);
	};
	J(o, (e) => {
		H(r) !== null && e(s);
	}), K(e, a), k();
}
// src/panels/SkyTable.svelte
var Od = /* @__PURE__ */ G([[
	"th",
	{ scope: "col" },
	" ",
	,
]]), kd = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		" "
	],
	[
		"td",
		null,
		" "
	]
]]), Ad = /* @__PURE__ */ G([[
	"td",
	null,
	" "
]]), jd = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"th",
		{ scope: "row" },
		[
			"button",
			{ type: "button" },
			" "
		]
	],
	[
		"td",
		null,
		" "
	],
	[
		"td",
		null,
		" "
	],
	,
]]), Md = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), Nd = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-1aza7ja",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				,
			]
		],
		["tbody"]
	]
]]);
function Pd(e, t) {
	O(t, !0);
	let n = Q();
	var r = Nd(), i = P(r), a = P(i), o = P(a), s = P(o), c = I(s, !0), l = L(s), u = I(l, !0), d = L(l), f = I(d, !0);
	X(L(d), 17, () => t.overview.statistics, (e) => e.name, (e, t) => {
		var r = Od(), i = P(r, !0), a = L(i), o = (e) => {
			var r = Nr();
			z((e) => q(r, `(${e ?? ""})`), [() => n.say(`unit_${H(t).unit}`)]), K(e, r);
		};
		J(a, (e) => {
			H(t).unit !== "share" && e(o);
		}), D(r), z((e) => q(i, e), [() => n.say(H(t).name)]), K(e, r);
	}), D(o), D(a);
	var p = L(a);
	X(p, 21, () => t.lines, (e) => e.name, (e, r) => {
		var i = Md(), a = F(i), o = (e) => {
			var i = kd(), a = P(i), o = I(a, !0), s = L(a), c = I(s, !0);
			D(i), z((e) => {
				q(o, H(r).name), Z(s, "colspan", 2 + t.overview.statistics.length), q(c, e);
			}, [() => n.say("absent_layer", {
				site: H(r).name,
				mixer: H(r).mixer
			})]), K(e, i);
		};
		J(a, (e) => {
			H(r).mixer !== void 0 && e(o);
		}), X(L(a, 2), 17, () => H(r).heads, (e) => e.head, (e, t) => {
			var r = jd(), i = P(r), a = P(i), o = I(a, !0);
			D(i);
			var s = L(i), c = I(s, !0), l = L(s), u = I(l, !0);
			X(L(l), 17, () => H(t).statistics, Y, (e, t) => {
				var r = Ad(), i = I(r, !0);
				z((e) => q(i, e), [() => H(t) === null ? "–" : ho(H(t), 2, n.state.language)]), K(e, r);
			}), D(r), z((e, n) => {
				q(o, H(t).head), q(c, e), q(u, n);
			}, [() => n.say(`label_${H(t).label}`), () => po(H(t).sink_share, n.state.language)]), U("click", a, () => n.go({
				screen: "head",
				head: H(t).head
			})), K(e, r);
		}), K(e, i);
	}), D(p), D(i), D(r), z((e, t, n, i) => {
		Z(r, "aria-label", e), q(c, t), q(u, n), q(f, i);
	}, [
		() => n.say("page_table"),
		() => n.say("viewer_screen_head"),
		() => n.say("page_sky_patterns"),
		() => n.say("viewer_sinks")
	]), K(e, r), k();
}
W(["click"]);
// src/panels/StatisticCell.svelte
var Fd = /* @__PURE__ */ G([[
	"span",
	null,
	" "
]]);
function Id(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.value === null ? 0 : (t.value - t.name.low) / (t.name.high - t.name.low || 1)), i = /* @__PURE__ */ A(() => Ua(H(r), n.start.ramps[n.state.theme] ?? []));
	var a = Fd();
	let o, s;
	var c = I(a, !0);
	z((e, n, r) => {
		o = fi(a, 1, "cell svelte-1ixb6nd", null, o, {
			bright: e,
			absent: t.value === null
		}), s = mi(a, "", s, { background: n }), q(c, r);
	}, [
		() => Ja(H(i)),
		() => t.value === null ? "" : qa(H(i)),
		() => mo(t.value, t.name, n.state.language)
	]), K(e, a), k();
}
// src/panels/Thumbnail.svelte
var Ld = /* @__PURE__ */ G([["canvas", {
	"aria-hidden": "true",
	class: "svelte-hjuumv"
}]]);
function Rd(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ M(void 0), i = /* @__PURE__ */ M(null);
	R(() => {
		let e = t.array;
		Ui(e).then((n) => {
			e === t.array && N(i, n);
		});
	}), R(() => {
		H(r) && H(i) && (H(r).width = H(i).columns, H(r).height = H(i).rows, H(r).getContext("2d")?.putImageData(Ya(H(i), Ba(n.state, n.start.ramps)), 0, 0));
	});
	var a = Ld();
	Ii(a, (e) => N(r, e), () => H(r)), K(e, a), k();
}
// src/panels/Sky.svelte
var zd = /* @__PURE__ */ G([[
	"span",
	{
		class: "bar svelte-12uihn2",
		role: "gridcell"
	},
	" "
]]), Bd = /* @__PURE__ */ G([[
	"span",
	{ class: "absent svelte-12uihn2" },
	"–"
]]), Vd = /* @__PURE__ */ G([[
	"span",
	{
		class: "removed svelte-12uihn2",
		"aria-hidden": "true"
	},
	" "
]]), Hd = /* @__PURE__ */ G([[
	"button",
	{
		type: "button",
		role: "gridcell"
	},
	,
	" ",
	,
	" ",
	,
]]), Ud = /* @__PURE__ */ G([[
	"div",
	{
		class: "row svelte-12uihn2",
		role: "row"
	},
	[
		"span",
		{
			class: "name mono svelte-12uihn2",
			role: "rowheader"
		},
		" "
	],
	" ",
	,
	" ",
	,
	" ",
	,
]]), Wd = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Gd = /* @__PURE__ */ G([
	[
		"div",
		{ class: "scroll svelte-12uihn2" },
		["div", {
			class: "sky svelte-12uihn2",
			role: "grid",
			"aria-multiselectable": "true",
			tabindex: "-1"
		}]
	],
	" ",
	[
		"p",
		{ class: "read svelte-12uihn2" },
		" "
	],
	" ",
	,
	" ",
	[
		"p",
		{ class: "note" },
		" "
	]
], 1), Kd = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "sky-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "sky-heading" },
			" "
		],
		,
	],
	" ",
	,
	" ",
	,
]]);
function qd(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.overview), i = Ea(n.source, () => n.state.run ? n.of("thumbnails", n.state.text) : null), a = /* @__PURE__ */ A(() => H(r) ? gd(H(r), n.state.order, n.state.only) : []), o = /* @__PURE__ */ A(() => H(r)?.statistics.findIndex((e) => e.name === n.state.metric) ?? -1), s = /* @__PURE__ */ A(() => Math.max(1, ...H(a).map((e) => e.heads.length))), c = /* @__PURE__ */ A(() => H(a).find((e) => e.heads.length > 0)?.heads[0]?.head ?? ""), l = /* @__PURE__ */ A(() => H(a).some((e) => e.heads.some((e) => e.head === n.head)) ? n.head : H(c)), u = /* @__PURE__ */ M(void 0), d = /* @__PURE__ */ A(() => H(r)?.heads.find((e) => e.head === (n.hover.head ?? H(l)))), f = (e) => n.state.sinks === "dimmed" && e.sink_share >= .3;
	function p(e) {
		let t = ma(n.state, e.head);
		return n.say("page_cell_label", {
			head: e.head,
			label: n.say(`label_${e.label}`),
			evidence: n.say(`claim_${e.evidence}`),
			share: po(e.sink_share, n.state.language)
		}) + (t && n.say("viewer_cell_pinned", { letter: t })) + h(e);
	}
	let m = (e) => `−${po(e.sink_share, n.state.language)}`;
	function h(e) {
		let t = H(r)?.statistics[H(o)], i = t ? ` ${n.say(t.name)}: ${mo(e.statistics[H(o)] ?? null, t, n.state.language)}` : "";
		return f(e) ? `${i} ${m(e)}` : i;
	}
	function g(e, t) {
		if (t) return _a(n, e.head, !0);
		n.go({
			head: e.head,
			query: null,
			key: null
		}), n.said = n.say("page_selected", {
			head: e.head,
			label: n.say(`label_${e.label}`)
		});
	}
	function _(e) {
		if (e.key === "Enter" && !e.shiftKey && H(l)) {
			e.preventDefault(), n.go({
				screen: "head",
				head: H(l)
			});
			return;
		}
		if (!/^(Arrow|Home|End)/.test(e.key) || !H(l)) return;
		e.preventDefault();
		let t = H(r)?.heads.find((t) => t.head === yd(H(a), H(l), e.key));
		t && t.head !== H(l) && (g(t, e.shiftKey), requestAnimationFrame(() => H(u)?.querySelector("[tabindex=\"0\"]")?.focus()));
	}
	var v = Pr(), y = F(v), b = (e) => {
		var t = Kd(), c = P(t), h = P(c), v = I(h, !0);
		Td(L(h), { get overview() {
			return H(r);
		} }), D(c);
		var y = L(c, 2), b = (e) => {
			Oo(e, {
				get missing() {
					return i.missing;
				},
				get failed() {
					return i.failed;
				}
			});
		};
		J(y, (e) => {
			n.state.metric === "thumbnail" && (i.missing || i.failed) && e(b);
		});
		var x = L(y, 2), S = (e) => {
			Pd(e, {
				get lines() {
					return H(a);
				},
				get overview() {
					return H(r);
				}
			});
		}, C = (e) => {
			var t = Gd(), c = F(t), h = P(c);
			let v;
			X(h, 21, () => H(a), (e) => e.name, (e, t) => {
				var a = Ud(), s = P(a), c = I(s, !0), u = L(s, 2), d = (e) => {
					var r = zd(), i = I(r, !0);
					z((e) => q(i, e), [() => n.say("absent_layer", {
						site: H(t).name,
						mixer: H(t).mixer
					})]), K(e, r);
				};
				J(u, (e) => {
					H(t).mixer !== void 0 && e(d);
				});
				var h = L(u, 2);
				X(h, 17, () => H(t).heads, (e) => e.head, (e, t) => {
					var a = Hd();
					let s;
					var c = P(a), u = (e) => {
						{
							let n = /* @__PURE__ */ A(() => H(t).evidence === "low");
							pc(e, {
								get label() {
									return H(t).label;
								},
								get isLow() {
									return H(n);
								}
							});
						}
					}, d = (e) => {
						{
							let n = /* @__PURE__ */ A(() => H(t).statistics[H(o)] ?? null);
							Id(e, {
								get value() {
									return H(n);
								},
								get name() {
									return H(r).statistics[H(o)];
								}
							});
						}
					}, h = (e) => {
						Rd(e, { get array() {
							return i.answer.images[H(t).head];
						} });
					}, _ = (e) => {
						K(e, Bd());
					};
					J(c, (e) => {
						n.state.metric === "pattern" ? e(u) : H(o) >= 0 && H(r).statistics[H(o)] ? e(d, 1) : i.answer?.images[H(t).head] ? e(h, 2) : e(_, -1);
					});
					var v = L(c, 2);
					Ml(v, { get head() {
						return H(t).head;
					} });
					var y = L(v, 2), b = (e) => {
						var n = Vd(), r = I(n, !0);
						z((e) => q(r, e), [() => m(H(t))]), K(e, n);
					}, x = /* @__PURE__ */ A(() => f(H(t)));
					J(y, (e) => {
						H(x) && e(b);
					}), D(a), z((e, r, i, o) => {
						s = fi(a, 1, "cell svelte-12uihn2", null, s, {
							dim: e,
							shown: H(t).head === n.state.head
						}), Z(a, "data-letter", r), Z(a, "aria-selected", i), Z(a, "tabindex", H(t).head === H(l) ? 0 : -1), Z(a, "aria-label", o), Z(a, "data-head", H(t).head);
					}, [
						() => f(H(t)),
						() => ma(n.state, H(t).head),
						() => H(t).head === n.state.head || n.state.tray.includes(H(t).head),
						() => p(H(t))
					]), U("click", a, (e) => g(H(t), e.shiftKey)), U("dblclick", a, () => n.go({
						screen: "head",
						head: H(t).head
					})), Er("pointerenter", a, () => n.point({ head: H(t).head })), Er("pointerleave", a, () => n.point({ head: null })), K(e, a);
				});
				var _ = L(h, 2), v = (e) => {
					Dd(e, {
						get line() {
							return H(t);
						},
						get statistic() {
							return H(o);
						},
						get name() {
							return H(r).statistics[H(o)];
						}
					});
				};
				J(_, (e) => {
					n.state.order === "layer" && H(o) >= 0 && H(r).statistics[H(o)] && e(v);
				}), D(a), z(() => q(c, H(t).name)), K(e, a);
			}), D(h), Ii(h, (e) => N(u, e), () => H(u)), D(c);
			var y = L(c, 2), b = I(y, !0), x = L(y, 2), S = (e) => {
				var t = Wd(), i = I(t, !0);
				z((e) => q(i, e), [() => n.told(H(r).without_attention)]), K(e, t);
			}, C = /* @__PURE__ */ A(() => H(r).absent.length && !H(a).some((e) => e.mixer !== void 0));
			J(x, (e) => {
				H(C) && e(S);
			});
			var w = I(L(x, 2), !0);
			z((e, t, n) => {
				Z(h, "aria-label", e), v = mi(h, "", v, {
					"--widest": H(s),
					"--lines": H(a).length
				}), q(b, t), q(w, n);
			}, [
				() => n.say("page_sky"),
				() => n.told(H(d)?.claim),
				() => n.say("viewer_sky_help")
			]), U("keydown", h, _), K(e, t);
		};
		J(x, (e) => {
			n.state.is_table ? e(S) : e(C, -1);
		}), D(t), z((e) => q(v, e), [() => n.say("viewer_screen_sky")]), K(e, t);
	};
	J(y, (e) => {
		H(r) && e(b);
	}), K(e, v), k();
}
W([
	"keydown",
	"click",
	"dblclick"
]);
// src/panels/Views.svelte
var Jd = /* @__PURE__ */ G([": ", [
	"button",
	{ type: "button" },
	" "
]], 1), Yd = /* @__PURE__ */ G([[
	"p",
	null,
	" "
]]), Xd = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Zd = /* @__PURE__ */ G([[
	"section",
	{ class: "panel" },
	[
		"h3",
		null,
		" ",
		,
	],
	" ",
	,
	" ",
	,
	" ",
	,
]]), Qd = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			null,
			" "
		],
		,
	],
	" ",
	["div", { class: "views svelte-y4swnh" }]
], 1);
function $d(e, t) {
	O(t, !0);
	let n = Q(), r = Ea(n.source, () => n.state.run ? n.of("findings", n.state.language) : null);
	var i = Qd(), a = F(i), o = (e) => {
		Oo(e, {
			get missing() {
				return r.missing;
			},
			get failed() {
				return r.failed;
			}
		});
	};
	J(a, (e) => {
		(r.missing || r.failed) && e(o);
	});
	var s = L(a, 2), c = P(s), l = I(c, !0);
	Is(L(c), {}), D(s);
	var u = L(s, 2);
	X(u, 21, () => r.answer?.four_views ?? [], (e) => e.kind, (e, t) => {
		var r = Zd(), i = P(r), a = P(i, !0), o = L(a), s = (e) => {
			var r = Jd(), i = L(F(r)), a = I(i, !0);
			z(() => q(a, H(t).head)), U("click", i, () => n.go({
				screen: "head",
				head: H(t).head
			})), K(e, r);
		};
		J(o, (e) => {
			H(t).head && e(s);
		}), D(i);
		var c = L(i, 2), l = (e) => {
			var n = Yd(), r = I(n, !0);
			z(() => q(r, H(t).grade)), K(e, n);
		};
		J(c, (e) => {
			H(t).grade && e(l);
		});
		var u = L(c, 2), d = (e) => {
			var n = Xd(), r = I(n, !0);
			z(() => q(r, H(t).note)), K(e, n);
		};
		J(u, (e) => {
			H(t).note && e(d);
		});
		var f = L(u, 2), p = (e) => {
			Tl(e, {
				get head() {
					return H(t).head;
				},
				size: 320
			});
		};
		J(f, (e) => {
			H(t).head && e(p);
		}), D(r), z((e, t) => {
			Z(r, "aria-label", e), q(a, t);
		}, [() => n.say(`viewer_view_${H(t).kind}`), () => n.say(`viewer_view_${H(t).kind}`)]), K(e, r);
	}), D(u), z((e) => q(l, e), [() => n.say("viewer_screen_views")]), K(e, i), k();
}
W(["click"]);
// src/draw/arcs.ts
function ef(e, t, n, r) {
	let i = (e.query - t.query + .5) * n, a = (e.key - t.key + .5) * n;
	return `M0 ${i} C${r / 2} ${i} ${r / 2} ${a} ${r} ${a}`;
}
function tf(e, t, n, r, i) {
	let a = [];
	for (let o = 0; o < t; o++) {
		let t = Array.from(e.subarray(o * n, (o + 1) * n), (e, t) => ({
			query: o,
			key: t,
			weight: e
		}));
		a.push(...t.filter((e) => e.weight >= i).sort((e, t) => t.weight - e.weight).slice(0, r));
	}
	return a;
}
// src/panels/Arcs.svelte
var nf = /* @__PURE__ */ G([[
	"li",
	{ class: "svelte-v2j3s0" },
	[
		"button",
		{
			type: "button",
			class: "svelte-v2j3s0"
		},
		[
			"bdi",
			null,
			" "
		]
	]
]]), rf = /* @__PURE__ */ G([["ol"]]), af = /* @__PURE__ */ G([[
	"tr",
	null,
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		[
			"bdi",
			null,
			" "
		]
	],
	[
		"td",
		null,
		" "
	]
]]), of = /* @__PURE__ */ G([[
	"div",
	{
		class: "scroll svelte-v2j3s0",
		tabindex: "0",
		role: "region"
	},
	[
		"table",
		null,
		[
			"thead",
			null,
			[
				"tr",
				null,
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				],
				[
					"th",
					{ scope: "col" },
					" "
				]
			]
		],
		["tbody"]
	]
]]), sf = /* @__PURE__ */ G([[
	"path",
	{ class: "svelte-v2j3s0" },
	[
		"title",
		null,
		" "
	]
]], 4), cf = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"bdi",
		null,
		" "
	],
	" ",
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "mono" },
		" "
	]
]]), lf = /* @__PURE__ */ G([[
	"p",
	{ class: "line" },
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	,
]]), uf = /* @__PURE__ */ G([
	[
		"p",
		{ class: "note" },
		" "
	],
	" ",
	[
		"div",
		{ class: "arcs svelte-v2j3s0" },
		,
		" ",
		["svg", { role: "img" }],
		" ",
		,
	],
	" ",
	,
], 1), df = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1);
function ff(e, t) {
	O(t, !0);
	let n = (e, n = d) => {
		let i = /* @__PURE__ */ A(() => n().pinned !== null && n().pinned >= n().view.from && n().pinned < n().view.to ? n().pinned : n().view.from);
		var a = rf();
		X(a, 23, () => n().labels.slice(n().view.from, n().view.to), (e, t) => n().view.from + t, (e, a, o) => {
			let s = /* @__PURE__ */ A(() => n().view.from + H(o));
			var c = nf(), l = P(c), u = I(P(l), !0);
			D(l), D(c), z(() => {
				Z(l, "tabindex", H(s) === H(i) ? 0 : -1), Z(l, "aria-pressed", n().pinned === H(s)), q(u, H(a));
			}), U("click", l, () => r.go({ [n().axis]: n().pinned === H(s) ? null : H(s) })), U("keydown", l, y), Er("pointerenter", l, () => r.point({
				head: t.head,
				[n().axis]: H(s)
			})), Er("pointerleave", l, () => r.point(null)), K(e, c);
		}), D(a), z((e) => {
			fi(a, 1, oi(n().axis), "svelte-v2j3s0"), Z(a, "aria-label", e);
		}, [() => r.say(n().axis)]), K(e, a);
	}, r = Q(), i = /* @__PURE__ */ A(() => r.labels?.sides[t.site.query_side]?.tokens ?? []), a = /* @__PURE__ */ A(() => r.labels?.sides[t.site.key_side]?.tokens ?? []), o = /* @__PURE__ */ A(() => Math.max(H(i).length, H(a).length) <= 40 && H(i).length > 0), s = /* @__PURE__ */ A(() => t.isReadBy ? r.hover.key ?? r.state.key : r.hover.query ?? r.state.query), c = Ea(r.source, () => H(o) ? r.of("tile", t.head, r.state.text, 0, 0, 0, "mass") : null), l = Ea(r.source, () => {
		let e = t.isReadBy ? r.state.key : r.state.query;
		return H(o) || e === null ? null : r.of(t.isReadBy ? "column" : "row", t.head, r.state.text, e);
	}), u = /* @__PURE__ */ M(null);
	R(() => {
		let e = c.answer?.array;
		e && Ui(e).then((t) => {
			e === c.answer?.array && N(u, t);
		});
	});
	let f = /* @__PURE__ */ A(() => {
		if (H(o) && H(u)) return tf(H(u).values, H(u).rows, H(u).columns, H(s) === null ? 3 : H(u).columns, H(s) === null ? .05 : .005).filter((e) => H(s) === null || (t.isReadBy ? e.key : e.query) === H(s));
		let e = l.answer;
		return H(o) || !e ? [] : e.strongest.slice(0, 60).map(([n, r]) => t.isReadBy ? {
			query: n,
			key: e.token,
			weight: r
		} : {
			query: e.token,
			key: n,
			weight: r
		});
	}), p = /* @__PURE__ */ A(() => Qo(r.state.query ?? H(f)[0]?.query ?? 0, H(o) ? H(i).length : 60, H(i).length)), m = /* @__PURE__ */ A(() => Qo(r.state.key ?? H(f)[0]?.key ?? 0, H(o) ? H(a).length : 60, H(a).length)), h = /* @__PURE__ */ A(() => H(f).filter((e) => e.query >= H(p).from && e.query < H(p).to && e.key >= H(m).from && e.key < H(m).to)), g = /* @__PURE__ */ A(() => H(f).filter((e) => !H(h).includes(e))), _ = /* @__PURE__ */ A(() => 22 * Math.max(H(p).to - H(p).from, H(m).to - H(m).from, 1)), v = /* @__PURE__ */ A(() => [{
		axis: "query",
		labels: H(i),
		view: H(p),
		pinned: r.state.query
	}, {
		axis: "key",
		labels: H(a),
		view: H(m),
		pinned: r.state.key
	}]);
	function y(e) {
		let t = {
			ArrowUp: -1,
			ArrowDown: 1
		}[e.key];
		if (!t || !(e.target instanceof HTMLElement)) return;
		let n = e.target.closest("li"), r = t < 0 ? n?.previousElementSibling : n?.nextElementSibling;
		e.preventDefault(), r?.querySelector("button")?.focus();
	}
	var b = df(), x = F(b), S = (e) => {
		{
			let t = /* @__PURE__ */ A(() => c.missing ?? l.missing), n = /* @__PURE__ */ A(() => c.failed || l.failed);
			Oo(e, {
				get missing() {
					return H(t);
				},
				get failed() {
					return H(n);
				}
			});
		}
	};
	J(x, (e) => {
		(c.missing || l.missing || c.failed || l.failed) && e(S);
	});
	var C = L(x, 2), w = (e) => {
		var t = of(), n = P(t), o = P(n), s = P(o), c = P(s), l = I(c, !0), u = L(c), d = I(u, !0), p = I(L(u), !0);
		D(s), D(o);
		var m = L(o);
		X(m, 21, () => H(f), Y, (e, t) => {
			var n = af(), o = P(n), s = I(P(o), !0);
			D(o);
			var c = L(o), l = I(P(c), !0);
			D(c);
			var u = I(L(c), !0);
			D(n), z((e) => {
				q(s, H(i)[H(t).query]), q(l, H(a)[H(t).key]), q(u, e);
			}, [() => $(H(t).weight, r.state.language)]), K(e, n);
		}), D(m), D(n), D(t), z((e, n, r, i) => {
			Z(t, "aria-label", e), q(l, n), q(d, r), q(p, i);
		}, [
			() => r.say("page_table"),
			() => r.say("query"),
			() => r.say("key"),
			() => r.say("viewer_weight")
		]), K(e, t);
	}, ee = (e) => {
		var s = uf(), c = F(s), l = I(c, !0), u = L(c, 2), d = P(u);
		n(d, () => H(v)[0]);
		var f = L(d, 2);
		Z(f, "width", 260), X(f, 21, () => H(h), Y, (e, t) => {
			var n = sf();
			let i;
			var a = I(P(n), !0);
			D(n), z((e, r, o) => {
				Z(n, "d", e), i = mi(n, "", i, {
					"stroke-width": `${1 + 7 * H(t).weight}px`,
					opacity: r
				}), q(a, o);
			}, [
				() => ef(H(t), {
					query: H(p).from,
					key: H(m).from
				}, 22, 260),
				() => String(Math.min(1, .15 + H(t).weight)),
				() => $(H(t).weight, r.state.language)
			]), K(e, n);
		}), D(f);
		var y = L(f, 2);
		n(y, () => H(v)[1]), D(u);
		var b = L(u, 2), x = (e) => {
			var n = lf(), o = P(n), s = I(o, !0);
			X(L(o, 2), 17, () => H(g).slice(0, 12), Y, (e, n) => {
				var o = cf(), s = P(o), c = I(s, !0), l = L(s, 2), u = I(l, !0), d = I(L(l, 2), !0);
				D(o), z((e) => {
					q(c, t.isReadBy ? H(i)[H(n).query] : H(a)[H(n).key]), q(u, t.isReadBy ? H(n).query : H(n).key), q(d, e);
				}, [() => $(H(n).weight, r.state.language)]), U("click", o, () => r.go({
					query: H(n).query,
					key: H(n).key
				})), K(e, o);
			}), D(n), z((e) => q(s, e), [() => r.say("viewer_farther")]), K(e, n);
		};
		J(b, (e) => {
			H(g).length && e(x);
		}), z((e, t) => {
			q(l, e), Z(f, "height", H(_)), Z(f, "viewBox", `0 0 260 ${H(_)}`), Z(f, "aria-label", t);
		}, [() => r.say(H(o) ? "viewer_arcs_help" : "viewer_arcs_long", { count: 3 }), () => r.say("viewer_arcs_of", {
			head: t.head,
			arcs: H(h).slice(0, 12).map((e) => `${H(i)[e.query] ?? ""} → ${H(a)[e.key] ?? ""} ${$(e.weight, r.state.language)}`).join("; ")
		})]), K(e, s);
	};
	J(C, (e) => {
		r.state.is_table ? e(w) : e(ee, -1);
	}), K(e, b), k();
}
W(["click", "keydown"]);
// src/panels/TextHeat.svelte
var pf = /* @__PURE__ */ G([
	,
	,
	" "
], 1), mf = /* @__PURE__ */ G([["div", {
	class: "chosen svelte-1xf5opo",
	tabindex: "0",
	role: "group"
}]]), hf = /* @__PURE__ */ G([[
	"button",
	{ type: "button" },
	[
		"bdi",
		null,
		" "
	],
	" ",
	[
		"span",
		{ class: "note" },
		" "
	],
	" ",
	[
		"span",
		{ class: "mono" },
		" "
	]
]]), gf = /* @__PURE__ */ G([["p", { class: "line" }]]), _f = /* @__PURE__ */ G([[
	"div",
	{ class: "line" },
	[
		"button",
		{ type: "button" },
		" "
	],
	" ",
	[
		"button",
		{ type: "button" },
		" "
	]
]]), vf = /* @__PURE__ */ G([
	,
	,
	" "
], 1), yf = /* @__PURE__ */ G([
	,
	,
	" ",
	,
	" ",
	["div", {
		class: "text svelte-1xf5opo",
		tabindex: "0",
		role: "group"
	}]
], 1), bf = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"p",
		{ class: "note" },
		,
	],
	" ",
	,
	" ",
	,
], 1);
function xf(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => t.site.query_side !== t.site.key_side), i = /* @__PURE__ */ A(() => n.labels?.sides[t.isReadBy ? t.site.query_side : t.site.key_side]), a = /* @__PURE__ */ A(() => n.labels?.sides[t.isReadBy ? t.site.key_side : t.site.query_side]), o = /* @__PURE__ */ A(() => t.isReadBy ? n.state.key : n.state.query), s = /* @__PURE__ */ A(() => H(i)?.tokens ?? []), c = /* @__PURE__ */ A(() => H(a)?.tokens ?? []), l = /* @__PURE__ */ A(() => new Set(H(i)?.special ?? [])), u = Ea(n.source, () => H(o) === null ? null : n.of(t.isReadBy ? "column" : "row", t.head, n.state.text, H(o))), d = /* @__PURE__ */ M(null);
	R(() => {
		let e = u.answer?.strip;
		e && Ui(e).then((t) => {
			e === u.answer?.strip && N(d, t);
		});
	});
	let f = /* @__PURE__ */ A(() => new Map(u.answer?.strongest ?? [])), p = /* @__PURE__ */ M(0), h = /* @__PURE__ */ M(void 0), g = /* @__PURE__ */ A(() => Qo(H(p) + 300, 600, H(s).length)), _ = /* @__PURE__ */ A(() => Qo(H(o) ?? 0, 150, H(c).length));
	R(() => {
		H(o) !== null && !H(r) && H(s).length && _r(() => b(H(o)));
	});
	let v = /* @__PURE__ */ A(() => t.isReadBy ? n.state.query : n.state.key), y = _r(() => ({
		isReadBy: t.isReadBy,
		pin: H(v)
	}));
	R(() => {
		H(v) !== null && H(v) !== y.pin && t.isReadBy === y.isReadBy && _r(() => b(H(v))), y = {
			isReadBy: t.isReadBy,
			pin: H(v)
		};
	});
	function b(e) {
		(e < H(g).from || e >= H(g).to) && N(p, e - 300), mr().then(() => Zu(H(h), e));
	}
	function x(e) {
		N(p, e, !0), H(h) && (H(h).scrollTop = 0);
	}
	function S(e) {
		if (H(o) === null || !u.answer) return null;
		let t = H(f).get(e);
		return t === void 0 ? H(d) ? H(d).values[Math.floor(e / u.answer.strip_cell_tokens)] ?? null : null : t;
	}
	let C = (e) => {
		let t = S(e);
		return t === null || Number.isNaN(t) ? "" : `${H(f).has(e) ? "" : "≈"}${$(t, n.state.language)}`;
	}, w = /* @__PURE__ */ A(() => t.isReadBy !== H(r)), ee = (e, t) => n.go(H(w) === t ? { query: e } : { key: e });
	var te = bf(), ne = F(te), re = (e) => {
		Oo(e, {
			get missing() {
				return u.missing;
			},
			get failed() {
				return u.failed;
			}
		});
	};
	J(ne, (e) => {
		(u.missing || u.failed) && e(re);
	});
	var ie = L(ne, 2), ae = P(ie), oe = (e) => {
		var r = Nr();
		z((e) => q(r, e), [() => n.say(t.isReadBy ? "viewer_heat_by_help" : "viewer_heat_help")]), K(e, r);
	}, se = (e) => {
		var r = Nr();
		z((e) => q(r, e), [() => n.say(t.isReadBy ? "viewer_heat_by" : "viewer_heat_of", {
			token: H(o),
			label: H(c)[H(o)] ?? ""
		})]), K(e, r);
	};
	J(ae, (e) => {
		H(o) === null ? e(oe) : e(se, -1);
	}), D(ie);
	var ce = L(ie, 2), le = (e) => {
		var r = mf();
		X(r, 23, () => H(c).slice(H(_).from, H(_).to), (e, t) => H(_).from + t, (e, r, i) => {
			let a = /* @__PURE__ */ A(() => H(_).from + H(i));
			var s = pf(), c = F(s);
			{
				let e = /* @__PURE__ */ A(() => H(a) === H(o));
				ed(c, {
					get label() {
						return H(r);
					},
					get token() {
						return H(a);
					},
					get isPinned() {
						return H(e);
					},
					onpick: (e) => n.go(t.isReadBy ? { key: e } : { query: e }),
					onpoint: () => void 0
				});
			}
			var l = L(c, 1, !0);
			l.nodeValue = " ", K(e, s);
		}), D(r), z((e) => {
			Z(r, "dir", H(a)?.direction ?? "ltr"), Z(r, "aria-label", e), r.dir = r.dir;
		}, [() => n.say("viewer_ribbon_help")]), U("keydown", r, (e) => Qu(n, e, H(a), t.isReadBy)), K(e, r);
	};
	J(ce, (e) => {
		H(r) && e(le);
	});
	var ue = L(ce, 2), de = (e) => {
		var t = Pr(), n = F(t), r = (e) => {
			Lu(e, {
				get row() {
					return u.answer;
				},
				get labels() {
					return H(s);
				}
			});
		};
		J(n, (e) => {
			u.answer && H(o) !== null && e(r);
		}), K(e, t);
	}, fe = (e) => {
		var r = yf(), a = F(r), c = (e) => {
			var t = gf();
			X(t, 21, () => u.answer.strongest.slice(0, 8), ([e, t]) => e, (e, t) => {
				var r = /* @__PURE__ */ A(() => m(H(t), 2));
				let i = () => H(r)[0], a = () => H(r)[1];
				var o = hf(), c = P(o), l = I(c, !0), u = L(c, 2), d = I(u, !0), f = I(L(u, 2), !0);
				D(o), z((e) => {
					q(l, H(s)[i()]), q(d, i()), q(f, e);
				}, [() => $(a(), n.state.language)]), U("click", o, () => b(i())), K(e, o);
			}), D(t), K(e, t);
		};
		J(a, (e) => {
			u.answer && H(o) !== null && e(c);
		});
		var d = L(a, 2), f = (e) => {
			var t = _f(), r = P(t), i = I(r), a = L(r, 2), o = I(a);
			D(t), z((e, t) => {
				r.disabled = H(g).from === 0, q(i, `‹ ${e ?? ""}`), a.disabled = H(g).to >= H(s).length, q(o, `${t ?? ""} ›`);
			}, [() => n.say("viewer_before", { count: uo(H(g).from, n.state.language) }), () => n.say("viewer_after", { count: uo(H(s).length - H(g).to, n.state.language) })]), U("click", r, () => x(Math.max(0, H(g).from - 600))), U("click", a, () => x(H(g).to)), K(e, t);
		};
		J(d, (e) => {
			(H(g).from > 0 || H(g).to < H(s).length) && e(f);
		});
		var p = L(d, 2);
		X(p, 23, () => H(s).slice(H(g).from, H(g).to), (e, t) => H(g).from + t, (e, r, i) => {
			let a = /* @__PURE__ */ A(() => H(g).from + H(i));
			var o = vf(), s = F(o);
			{
				let e = /* @__PURE__ */ A(() => S(H(a))), i = /* @__PURE__ */ A(() => C(H(a))), o = /* @__PURE__ */ A(() => H(l).has(H(a))), c = /* @__PURE__ */ A(() => H(a) === (H(w) ? n.state.key : n.state.query)), u = /* @__PURE__ */ A(() => H(a) === (t.isReadBy ? n.hover.query : n.hover.key));
				ed(s, {
					get label() {
						return H(r);
					},
					get token() {
						return H(a);
					},
					get weight() {
						return H(e);
					},
					get title() {
						return H(i);
					},
					get isSpecial() {
						return H(o);
					},
					get isPinned() {
						return H(c);
					},
					get isLit() {
						return H(u);
					},
					onpick: ee,
					onpoint: (e) => n.point(t.isReadBy ? {
						head: t.head,
						query: e
					} : {
						head: t.head,
						key: e
					})
				});
			}
			var c = L(s, 1, !0);
			c.nodeValue = " ", K(e, o);
		}), D(p), Ii(p, (e) => N(h, e), () => H(h)), z((e) => {
			Z(p, "dir", H(i)?.direction ?? "ltr"), Z(p, "aria-label", e), p.dir = p.dir;
		}, [() => n.say("viewer_ribbon_help")]), U("keydown", p, (e) => Qu(n, e, H(i), H(w))), K(e, r);
	};
	J(ue, (e) => {
		n.state.is_table ? e(de) : e(fe, -1);
	}), K(e, te), k();
}
W(["keydown", "click"]);
// src/panels/Words.svelte
var Sf = /* @__PURE__ */ G([[
	"section",
	{
		class: "panel",
		"aria-labelledby": "words-heading"
	},
	[
		"div",
		{ class: "line apart" },
		[
			"h2",
			{ id: "words-heading" },
			" "
		],
		" ",
		[
			"div",
			{ class: "line" },
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{ type: "button" },
				" "
			],
			" ",
			[
				"button",
				{
					type: "button",
					"aria-keyshortcuts": "t"
				},
				" "
			],
			" ",
			,
		]
	],
	" ",
	,
]]);
function Cf(e, t) {
	O(t, !0);
	let n = Q(), r = /* @__PURE__ */ A(() => n.siteOf(n.head)), i = /* @__PURE__ */ A(() => n.state.mode.split("-")[0] ?? ""), a = /* @__PURE__ */ A(() => os(n)), o = /* @__PURE__ */ A(() => n.state.mode.endsWith("-by")), s = (e, t) => n.go({ mode: e + (t ? "-by" : "") });
	var c = Pr(), l = F(c), u = (e) => {
		var t = Sf(), c = P(t), l = P(c), u = I(l, !0), d = L(l, 2), f = P(d), p = I(f, !0), m = L(f, 2), h = I(m, !0), g = L(m, 2), _ = I(g, !0), v = L(g, 2), y = I(v, !0), b = L(v, 2), x = (e) => {
			Is(e, {});
		};
		J(b, (e) => {
			H(a) === "heat" && e(x);
		}), D(d), D(c);
		var S = L(c, 2), C = (e) => {
			ff(e, {
				get head() {
					return n.head;
				},
				get site() {
					return H(r);
				},
				get isReadBy() {
					return H(o);
				}
			});
		}, w = (e) => {
			xf(e, {
				get head() {
					return n.head;
				},
				get site() {
					return H(r);
				},
				get isReadBy() {
					return H(o);
				}
			});
		};
		J(S, (e) => {
			H(a) === "arcs" ? e(C) : e(w, -1);
		}), D(t), z((e, t, r, i) => {
			q(u, n.head), Z(f, "aria-pressed", H(a) === "arcs"), q(p, e), Z(m, "aria-pressed", H(a) === "heat"), q(h, t), Z(g, "aria-pressed", H(o)), q(_, r), Z(v, "aria-pressed", n.state.is_table), q(y, i);
		}, [
			() => n.say("viewer_arcs"),
			() => n.say("viewer_heat"),
			() => n.say("viewer_read_by"),
			() => n.say("page_table")
		]), U("click", f, () => s("arcs", H(o))), U("click", m, () => s("heat", H(o))), U("click", g, () => s(H(i), !H(o))), U("click", v, () => n.go({ is_table: !n.state.is_table })), K(e, t);
	};
	J(l, (e) => {
		n.head && H(r) && e(u);
	}), K(e, c), k();
}
W(["click"]);
// src/panels/App.svelte
var wf = /* @__PURE__ */ G([[
	"p",
	{ class: "note" },
	" "
]]), Tf = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), Ef = /* @__PURE__ */ G([[
	"p",
	{
		class: "warn",
		role: "note"
	},
	" "
]]), Df = /* @__PURE__ */ G([
	,
	,
	" ",
	,
	" ",
	,
], 1), Of = /* @__PURE__ */ G([
	,
	,
	" ",
	,
], 1), kf = /* @__PURE__ */ G([
	,
	,
	" ",
	[
		"main",
		{
			tabindex: "-1",
			class: "svelte-1cvz4kw"
		},
		,
	],
	" ",
	,
	" ",
	[
		"div",
		{
			class: "unseen",
			role: "status",
			"aria-live": "polite"
		},
		" "
	]
], 1), Af = /* @__PURE__ */ G([[
	"p",
	{ class: "warn" },
	" "
]]), jf = /* @__PURE__ */ G([[
	"div",
	{
		role: "group",
		"aria-label": "headscope"
	},
	,
]]);
function Mf(e, t) {
	O(t, !0);
	let n = Bi(t, "viewer", 7);
	Na(_r(() => n()));
	let r = {
		shelf: md,
		sky: qd,
		head: Al,
		matrix: Xu,
		words: Cf,
		compare: dc,
		findings: Oc,
		alignment: Zo,
		views: $d,
		glossary: Pc
	}, i = (e) => Object.hasOwn(r, e), a = /* @__PURE__ */ A(() => n().state.screen !== "shelf" && n().state.screen !== "glossary"), o = /* @__PURE__ */ A(() => H(a) && n().overview !== null), s = _r(() => n().source), c = Ea(s, () => `strings/${n().state.language}`), l = Oa(s, () => n().state.run, () => [
		"sky",
		"head",
		"compare"
	].includes(n().state.screen)), u = Ea(s, () => n().state.run ? n().of("text", n().state.text) : null);
	R(() => {
		c.answer && (n().strings = c.answer);
	}), R(() => {
		n().overview = l.answer;
	}), R(() => {
		n().labels = n().state.run && u.request === n().of("text", n().state.text) ? u.answer : null;
	}), R(() => n().listen());
	let d = /* @__PURE__ */ M(void 0), f = _r(() => n().state.screen);
	R(() => {
		n().state.screen !== f && (f = n().state.screen, mr().then(() => {
			!p && document.activeElement === document.body && H(d)?.focus({ preventScroll: !0 });
		}));
	});
	let p = _r(() => n().start.host === "widget"), m = (e) => Sa(n(), e), h = /* @__PURE__ */ A(() => i(n().state.screen) ? r[n().state.screen] : qd);
	var g = jf();
	Er("keydown", rn, function(...e) {
		(p ? void 0 : m)?.apply(this, e);
	});
	let _;
	var v = P(g), y = (e) => {
		var t = kf(), r = F(t);
		Ms(r, {});
		var i = L(r, 2), s = P(i), c = (e) => {
			Oo(e, {
				get missing() {
					return l.missing;
				},
				get failed() {
					return l.failed;
				}
			});
		}, u = (e) => {
			var t = wf(), r = I(t, !0);
			z((e) => q(r, e), [() => n().say("viewer_loading")]), K(e, t);
		}, f = (e) => {
			var t = Df(), r = F(t), i = (e) => {
				var t = Pr();
				X(F(t), 16, () => n().told(n().overview.notices) ?? [], (e) => e, (e, t) => {
					var n = Tf(), r = I(n, !0);
					z(() => q(r, t)), K(e, n);
				}), K(e, t);
			};
			J(r, (e) => {
				n().overview && H(a) && e(i);
			});
			var o = L(r, 2), s = (e) => {
				var t = Ef(), r = I(t, !0);
				z((e) => q(r, e), [() => n().say("viewer_no_head", { heads: n().strangers.join(", ") })]), K(e, t);
			};
			J(o, (e) => {
				H(a) && n().strangers.length && e(s);
			}), ni(L(o, 2), () => H(h), (e, t) => {
				t(e, {});
			}), K(e, t);
		};
		J(s, (e) => {
			H(a) && (l.missing || l.failed) ? e(c) : H(a) && !n().overview ? e(u, 1) : e(f, -1);
		}), D(i), Ii(i, (e) => N(d, e), () => H(d));
		var p = L(i, 2), m = (e) => {
			var t = Of(), n = F(t);
			Kl(n, {}), sd(L(n, 2), {}), K(e, t);
		};
		J(p, (e) => {
			H(o) && e(m);
		});
		var g = I(L(p, 2), !0);
		z(() => q(g, n().said)), K(e, t);
	}, b = (e) => {
		var t = Af(), n = I(t, !0);
		z((e) => q(n, e), [() => c.failed || Object.values(c.missing?.message ?? {}).join(" ")]), K(e, t);
	};
	J(v, (e) => {
		n().strings ? e(y) : (c.failed || c.missing) && e(b, 1);
	}), D(g), z(() => {
		_ = fi(g, 1, "headscope svelte-1cvz4kw", null, _, { narrow: !H(o) }), Z(g, "data-theme", n().state.theme), Z(g, "lang", n().state.language === "zh" ? "zh-Hans" : n().state.language);
	}), U("keydown", g, function(...e) {
		(p ? m : void 0)?.apply(this, e);
	}), K(e, g), k();
}
W(["keydown"]);
// src/state/history.ts
var Nf = (e) => ({
	read: () => location.hash.slice(1) || e,
	push: (e) => history.pushState(null, "", `#${e}`),
	replace: (e) => history.replaceState(null, "", `#${e}`),
	back: () => history.back(),
	listen(t) {
		let n = () => t(location.hash.slice(1) || e);
		return addEventListener("popstate", n), () => removeEventListener("popstate", n);
	}
});
function Pf(e) {
	let t = e, n = null;
	return Ff({
		read: () => t,
		write: (e) => {
			t = e;
		},
		listen(e) {
			return n = e, () => {
				n = null;
			};
		},
		tell: (e) => n?.(e)
	});
}
function Ff(e) {
	let t = [];
	return {
		read: e.read,
		push(n) {
			t.push(e.read()), e.write(n);
		},
		replace: e.write,
		back() {
			let n = t.pop();
			n !== void 0 && (e.write(n), e.tell(n));
		},
		listen: e.listen
	};
}
// src/hosts/kernel.ts
var If = (e) => typeof e == "object" && !!e && "id" in e && "answer" in e;
function Lf(e) {
	let t = /* @__PURE__ */ new Map(), n = 0;
	return e.on("msg:custom", (e) => {
		If(e) && (t.get(e.id)?.(e.answer), t.delete(e.id));
	}), { get(r) {
		let i = ++n;
		return new Promise((n) => {
			t.set(i, n), e.send({
				id: i,
				request: r
			});
		}).then((e) => Xi(e));
	} };
}
function Rf(e) {
	let t = () => String(e.get("at") ?? "");
	return Ff({
		read: t,
		write(t) {
			e.set("at", t), e.save_changes();
		},
		listen(n) {
			let r = () => n(t());
			return e.on("change:at", r), () => e.off("change:at", r);
		},
		tell: () => void 0
	});
}
// src/hosts/entry.ts
function zf(e, t, n, r) {
	let i = Br(Mf, {
		target: e,
		props: { viewer: new Aa(t, n, r) }
	});
	return () => void Wr(i);
}
var Bf = document.getElementById("headscope-start"), Vf = document.getElementById("headscope");
if (Bf && Vf) {
	let e = JSON.parse(Bf.textContent ?? "");
	zf(Vf, e.host === "page" ? ra(e.answers) : $i(new URL(".", document.baseURI).href), e, location.protocol === "about:" ? Pf(e.at) : Nf(e.at));
}
function Hf({ model: e, el: t }) {
	return t.addEventListener("focusin", (e) => e.target.setAttribute("data-lm-suppress-shortcuts", "true")), zf(t, Lf(e), JSON.parse(e.get("start")), Rf(e));
}
var Uf = { render: Hf };
export { Uf as default };
